import type { CheckReport } from '../../analysis/check.ts';
import { placeLabel } from '../../policy/reason.ts';
import { renderAnnotation, type Annotation } from './annotation.ts';
import { printable } from '../printable.ts';
import {
  checkFindings,
  checkHeadline,
  foreignIn,
  foreignMessage,
  messageOf,
  type CheckFinding,
} from '../check-words.ts';
import { alsoLines, stagesLabel } from '../by-cause.ts';

/**
 * Renders a check as workflow commands of GitHub Actions: an annotation at the policy's line for each cause, and the
 * headline for the log.
 */
export function renderCheckGithub(raw: CheckReport): string {
  const report = printable(raw);
  const annotations = [
    ...checkFindings(report).map(annotationOf),
    ...foreignIn(report.stages).map((policy): Annotation => ({
      severity: 'note',
      title: 'partial',
      position: policy.position,
      message: foreignMessage(policy),
    })),
  ];
  return `${[...annotations.map(renderAnnotation), checkHeadline(report)].join('\n')}\n`;
}

function annotationOf({ result, stages, position, also }: CheckFinding): Annotation {
  const code = result.reason ? [result.reason.code] : [];
  const common = { title: [...code, stagesLabel(stages)].join(', '), position };
  const others = also.length === 0 ? [] : [`The same cause: ${alsoLines(also).join('; ')}.`];
  if (result.outcome === 'unknown') {
    return { ...common, severity: 'warning', message: [messageOf(result), ...others].join('\n') };
  }
  const { edit, flow } = result;
  const message = `${messageOf(result)} (declared in ${placeLabel(flow.position)})`;
  const advice = edit ? [`Try: ${edit.what}.`, edit.diff] : [];
  return { ...common, severity: 'error', message: [message, ...others, ...advice].join('\n') };
}

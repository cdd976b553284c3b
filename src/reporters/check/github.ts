import type { CheckReport } from '../../policy/check.ts';
import type { Position } from '../../core/model.ts';
import { placeLabel } from '../../policy/reason.ts';
import { clean } from '../clean.ts';
import { checkHeadline, foreignIn, foreignMessage, messageOf, repeatedFindings, unknownMessage } from './words.ts';

/**
 * Renders a check as workflow commands of GitHub Actions: an annotation at the policy's line for each finding (GitHub
 * documentation, Workflow commands, "Setting an error message"), and the headline for the log.
 */
export function renderCheckGithub(raw: CheckReport): string {
  const report = clean(raw);
  const lines = [
    ...repeatedFindings(report).map(({ result, stages, position }) => {
      const title = `flowproof: ${stages.length === 1 ? 'stage' : 'stages'} ${stages.join(', ')}`;
      return result.outcome === 'unknown'
        ? annotation('warning', { title, position, message: unknownMessage(result) })
        : annotation('error', {
            title,
            position,
            message: [
              `${messageOf(result)} (declared in ${placeLabel(result.flow.position)})`,
              ...(result.edit ? [`Try: ${result.edit.what}.\n${result.edit.diff}`] : []),
            ].join('\n'),
          });
    }),
    ...foreignIn(report.stages).map((policy) =>
      annotation('notice', { title: 'flowproof: partial', position: policy.position, message: foreignMessage(policy) }),
    ),
    checkHeadline(report),
  ];
  return `${lines.join('\n')}\n`;
}

function annotation(
  command: 'error' | 'warning' | 'notice',
  { title, position, message }: { title: string; position: Position; message: string },
): string {
  const { file, line, column } = position;
  const properties = Object.entries({ file, line, col: column, title }).map(
    ([name, value]) => `${name}=${escapeData(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`,
  );
  return `::${command} ${properties.join(',')}::${escapeData(message)}`;
}

/** As actions/toolkit does it: packages/core/src/command.ts, escapeData and escapeProperty. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

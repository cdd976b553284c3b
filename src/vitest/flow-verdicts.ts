import { flowLabel } from '../model/label.ts';
import type { Report } from '../model/report.ts';
import type { Flow } from '../model/scenario.ts';
import { causeKey } from '../reporters/by-cause.ts';
import { findingsOf, type Finding } from '../reporters/finding.ts';
import { printable } from '../reporters/printable.ts';
import { renderFinding } from '../reporters/terminal/findings.ts';
import { wrap } from '../reporters/terminal/wrap.ts';
import { locatedError, type Failure } from './located-error.ts';
import { screen } from './screen.ts';

/** What the test of a flow has to do: throw, or pass, with a note where it was flaky. */
export type FlowVerdict = { readonly error: Error } | { readonly note?: string };

/** Finds the verdict on a flow of a stage. */
export type FlowVerdicts = (stage: string, flow: Flow) => FlowVerdict;

/**
 * Reads the verdicts on flows off a report that a call of flowproof led to. Flows that differ for one cause have one error, which tells of all of them as
 * the terminal does, so that vitest prints it once. A run that ended early proves nothing, but for what differs.
 *
 * @throws what ended the run, where nothing was probed.
 */
export function flowVerdicts(raw: Report, call?: string): FlowVerdicts {
  const report = printable(raw);
  const { stages, failure } = report;
  const ended = failure && { error: locatedError(failure, call) };
  if (ended && stages.length === 0) throw ended.error;
  const results = new Map(
    stages.flatMap(({ name, results: own }) => own.map((result) => [keyOf(name, result.flow), result])),
  );
  const byCause = new Map<string, FlowVerdict>([
    ...findingsOf(stages, 'flaky').map((finding) => [causeKey(finding.result), { note: textOf(finding) }] as const),
    ...[...findingsOf(stages, 'mismatch'), ...findingsOf(stages, 'inconclusive')].map(
      (finding) => [causeKey(finding.result), { error: locatedError(failureBy(finding, report), call) }] as const,
    ),
  ]);
  return (stage, flow) => {
    const result = results.get(keyOf(stage, flow));
    if (ended && result?.outcome !== 'mismatch') return ended;
    if (result?.outcome === 'as-expected') return {};
    return (result && byCause.get(causeKey(result))) ?? { error: locatedError(notProbed(flow), call) };
  };
}

function keyOf(stage: string, flow: Flow): string {
  return JSON.stringify([stage, flowLabel(flow), flow.expect]);
}

function textOf(finding: Finding): string {
  return renderFinding(finding, screen).join('\n');
}

function failureBy(finding: Finding, { environment, notes }: Report): Failure {
  const { cause, flow } = finding.result;
  const surroundings = [environment, ...notes].flatMap((line) => wrap(line, screen.width));
  return {
    kind: 'AssertionError',
    message: [textOf(finding), '', ...surroundings].join('\n'),
    positions: [...(cause?.position ? [cause.position] : []), flow.position],
  };
}

function notProbed(flow: Flow): Failure {
  return {
    kind: 'Error',
    message: `${flowLabel(flow)} was not probed: the scenario is another one than when its tests were listed.`,
    hint: 'Run again.',
    positions: [flow.position],
  };
}

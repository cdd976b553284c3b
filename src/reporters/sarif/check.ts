import { flowLabel } from '../../model/label.ts';
import type { CheckReport } from '../../analysis/check.ts';
import { printable } from '../printable.ts';
import { renderSarif, type SarifFinding, type SarifRule } from './log.ts';
import { checkFindings, foreignIn, foreignMessage, messageOf, type CheckFinding } from '../check-words.ts';
import { alsoLines, stagesLabel } from '../by-cause.ts';

/** Renders a check as SARIF, for code scanners. */
export function renderCheckSarif(raw: CheckReport, version: string): string {
  const report = printable(raw);
  const findings = [
    ...checkFindings(report).map(findingOf),
    ...foreignIn(report.stages).map((policy): SarifFinding => ({
      rule: 'policy-not-understood',
      severity: 'note',
      position: policy.position,
      message: foreignMessage(policy),
    })),
  ];
  return renderSarif(rules, findings, version);
}

const rules: readonly SarifRule[] = [
  { id: 'flow-cut', severity: 'error', title: 'The policies block a flow that is declared allowed.' },
  { id: 'flow-leak', severity: 'error', title: 'The policies allow a flow that is declared blocked.' },
  {
    id: 'flow-unknown',
    severity: 'warning',
    title: 'A flow cannot be told: its sender or its receiver has no pods.',
  },
  {
    id: 'policy-not-understood',
    severity: 'note',
    title: 'A policy of a kind that is not understood makes the check partial.',
  },
];

function findingOf({ result, stages, position, also }: CheckFinding): SarifFinding {
  const { flow, outcome, edit } = result;
  const unknown = outcome === 'unknown';
  return {
    rule: unknown ? 'flow-unknown' : flow.expect === 'allowed' ? 'flow-cut' : 'flow-leak',
    severity: unknown ? 'warning' : 'error',
    message: [`${messageOf(result)} (${stagesLabel(stages)})`, ...alsoLines(also)].join('; also: '),
    position,
    code: result.reason?.code,
    edit,
    related: [flow, ...also.map((one) => one.result.flow)].map((one) => ({
      position: one.position,
      message: `${flowLabel(one)} is declared ${one.expect}`,
    })),
  };
}

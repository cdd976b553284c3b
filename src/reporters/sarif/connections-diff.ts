import type { ConnectionsDiff } from '../../connections/diff.ts';
import { changeLines, type ChangeLine } from '../change-words.ts';
import { changeSeverities, inFile } from '../github/connections-diff.ts';
import { printable } from '../printable.ts';
import { renderSarif, type SarifFinding, type SarifRule } from './log.ts';

/** Renders what a change opens and closes as SARIF, for code scanners: each at the rule that does it. */
export function renderConnectionsDiffSarif(diff: ConnectionsDiff, version: string): string {
  return renderSarif(rules, printable(changeLines(diff)).flatMap(findingsOf), version);
}

const rules: readonly SarifRule[] = [
  { id: 'connection-opened', severity: changeSeverities.opened, title: 'A connection is allowed that was blocked.' },
  { id: 'connection-changed', severity: changeSeverities.changed, title: 'A connection is allowed on other ports.' },
  { id: 'connection-closed', severity: changeSeverities.closed, title: 'A connection is blocked that was allowed.' },
  {
    id: 'connection-unknown',
    severity: changeSeverities.unknown,
    title: 'A policy that is not understood may change a connection.',
  },
];

function findingsOf({ kind, from, to, ports, why }: ChangeLine): SarifFinding[] {
  return why.map(({ code, text, position }): SarifFinding => {
    const message = `${from} → ${to}: ${ports}. ${text}`;
    return {
      rule: `connection-${kind}`,
      severity: changeSeverities[kind],
      message,
      position: inFile(position),
      code,
    };
  });
}

import type { ConnectionsDiff } from '../../connections/diff.ts';
import type { WorkloadParty } from '../../connections/party.ts';
import { placeLabel } from '../../policy/reason.ts';
import { changeCounts, changeLines, type ChangeLine } from '../change-words.ts';
import { foreignMessage } from '../check-words.ts';
import { printable } from '../printable.ts';
import { firstReasons } from '../why-words.ts';
import { escapeMarkdown, tableRow } from './text.ts';

/** Renders what a change opens and closes as a comment on a pull request: what opens first. */
export function renderConnectionsDiffMarkdown(diff: ConnectionsDiff): string {
  const lines = printable(changeLines(diff));
  const tables = [...Map.groupBy(lines, ({ kind }) => kind)].map(([kind, own]) => [
    `### ${titles[kind]}`,
    '',
    tableRow(['From', 'To', 'Ports', 'Why']),
    tableRow(['---', '---', '---', '---']),
    ...own.map(rowOf),
  ]);
  const workloads = [...workloadLines('came', diff.came), ...workloadLines('went', diff.went)];
  const doubts = printable([...diff.before.doubts, ...diff.after.doubts]).map(
    (policy) => `- unknown: ${escapeMarkdown(foreignMessage(policy))} (${escapeMarkdown(placeLabel(policy.position))})`,
  );
  const blocks = [[`**flowproof: ${changeCounts(lines)}**`], ...tables, workloads, [...new Set(doubts)]];
  const filled = blocks.filter(({ length }) => length > 0);
  return `${filled.map((block) => block.join('\n')).join('\n\n')}\n`;
}

const titles: Readonly<Record<ChangeLine['kind'], string>> = {
  opened: 'Opened',
  changed: 'Other ports',
  closed: 'Closed',
  unknown: 'Unknown',
};

function rowOf({ from, to, ports, why }: ChangeLine): string {
  return tableRow([from, to, ports, firstReasons(why.map(({ text }) => text)).join('; ')].map(escapeMarkdown));
}

function workloadLines(what: string, workloads: readonly WorkloadParty[]): string[] {
  return workloads.map(({ namespace, owner }) =>
    escapeMarkdown(`${namespace} ${owner.kind}/${owner.name} ${what}`).replace(/^/, '- '),
  );
}

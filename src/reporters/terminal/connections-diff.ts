import type { ConnectionsDiff } from '../../connections/diff.ts';
import type { WorkloadParty } from '../../connections/party.ts';
import { changeCounts, changeLines, type ChangeKind, type ChangeLine } from '../change-words.ts';
import { printable } from '../printable.ts';
import { firstReasons } from '../why-words.ts';
import { doubtLines } from './connections.ts';
import { styled, type Screen, type Style } from './screen.ts';
import { wrap } from './wrap.ts';

/** Renders what a change opens and closes for a terminal: what opens first, each with the rule that does it. */
export function renderConnectionsDiff(diff: ConnectionsDiff, screen: Screen): string {
  const lines = printable(changeLines(diff));
  const sections = [...Map.groupBy(lines, ({ kind }) => kind)].map(([kind, own]) => [
    styled(kind, styles[kind], screen),
    ...own.flatMap((line) => renderChange(line, screen)),
  ]);
  const workloads = [...workloadLines('came', diff.came, screen), ...workloadLines('went', diff.went, screen)];
  const doubts = doubtLines([...diff.before.doubts, ...diff.after.doubts], screen);
  const blocks = [...sections, workloads, doubts, [changeCounts(lines)]].filter(({ length }) => length > 0);
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

const styles: Readonly<Record<ChangeKind, Style>> = {
  opened: 'red',
  changed: 'yellow',
  closed: 'green',
  unknown: 'yellow',
};

function renderChange({ from, to, ports, why }: ChangeLine, screen: Screen): string[] {
  const [first = '', ...rest] = wrap(`${from} → ${to}: ${ports}`, screen.width - 4);
  const texts = firstReasons(why.map(({ text }) => text));
  const reasons = texts.flatMap((text) => wrap(text, screen.width - 6));
  return [
    `  ${first}`,
    ...rest.map((line) => `    ${line}`),
    ...reasons.map((line) => styled(`      ${line}`, 'dim', screen)),
  ];
}

function workloadLines(what: string, workloads: readonly WorkloadParty[], screen: Screen): string[] {
  const names = printable(workloads.map(({ namespace, owner }) => `${namespace} ${owner.kind}/${owner.name}`));
  return names.length > 0 ? wrap(`workloads that ${what}: ${names.join(', ')}`, screen.width) : [];
}

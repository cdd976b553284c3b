import type { Connections } from '../../connections/connections.ts';
import { whyAllowedIn } from '../../connections/why.ts';
import { foreignMessage } from '../check-words.ts';
import { sectionsOf, type ConnectionLine } from '../connection-lines.ts';
import { partyNames } from '../party-items.ts';
import { portsText } from '../port-words.ts';
import { printableText } from '../printable.ts';
import { firstReasons, whyTexts } from '../why-words.ts';
import { escapeMarkdown, tableRow } from './text.ts';

/** Renders who may connect to whom as Markdown: a table for each namespace that receives. */
export function renderConnectionsMarkdown(connections: Connections, { why }: { readonly why: boolean }): string {
  const head = ['From', 'To', 'Ports', ...(why ? ['Allowed by'] : [])];
  const names = partyNames(connections);
  const whyOf = whyAllowedIn(connections);
  const rowOf = ({ from, to, group }: ConnectionLine): string[] => [
    from.map(({ label }) => label).join(', '),
    to.map(({ label }) => label).join(', '),
    portsText(group.ports),
    ...(why ? [firstReasons(whyTexts(group, whyOf(group), names)).join('; ')] : []),
  ];
  const sections = sectionsOf(connections, names).map(({ title, lines }) => [
    `### ${cell(title)}`,
    '',
    tableRow(head),
    tableRow(head.map(() => '---')),
    ...lines.map((line) => tableRow(rowOf(line).map(cell))),
  ]);
  const doubts = connections.doubts.map((policy) => `- unknown: ${cell(foreignMessage(policy))}`);
  const blocks = [...sections, ...(doubts.length > 0 ? [doubts] : []), ['What else was asked for is blocked.']];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function cell(text: string): string {
  return escapeMarkdown(printableText(text));
}

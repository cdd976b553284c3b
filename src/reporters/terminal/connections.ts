import type { Connections } from '../../connections/connections.ts';
import { whyAllowedIn } from '../../connections/why.ts';
import type { ForeignPolicy } from '../../policy/foreign.ts';
import { placeLabel } from '../../policy/reason.ts';
import { foreignMessage } from '../check-words.ts';
import { sectionsOf, type ConnectionLine } from '../connection-lines.ts';
import { partyNames, type PartyItem } from '../party-items.ts';
import { portsText } from '../port-words.ts';
import { printableText } from '../printable.ts';
import { firstReasons, whyTexts } from '../why-words.ts';
import { renderConnectionsMatrix } from './connections-matrix.ts';
import { styled, type Screen } from './screen.ts';
import { wrap } from './wrap.ts';

interface Options {
  /** Whether these are all connections, so that what is not among them is blocked. */
  readonly areAll: boolean;
  /** Tell the policy and the rule that allow each. */
  readonly why: boolean;
}

/** Renders who may connect to whom for a terminal: the matrix where it fits, and a section for each namespace that receives. */
export function renderConnections(connections: Connections, { why, areAll }: Options, screen: Screen): string {
  const names = partyNames(connections);
  const whyOf = whyAllowedIn(connections);
  const renderWhy = ({ group }: ConnectionLine): string[] =>
    firstReasons(whyTexts(group, whyOf(group), names)).flatMap((text) =>
      wrap(printableText(text), screen.width - 6).map((line) => styled(`      ${line}`, 'dim', screen)),
    );
  const sections = sectionsOf(connections, names).map(({ title, lines }) => [
    styled(printableText(title), 'bold', screen),
    ...lines.flatMap((line) => [...renderLine(line, title, screen), ...(why ? renderWhy(line) : [])]),
  ]);
  const doubts = doubtLines(connections.doubts, screen);
  const matrix = areAll ? renderConnectionsMatrix(connections, screen) : [];
  const blocks = [
    ...(matrix.length > 0 ? [matrix] : []),
    ...sections,
    ...(doubts.length > 0 ? [doubts] : []),
    [lastLine(connections)],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The policies for which some connections are unknown, each once. */
export function doubtLines(doubts: readonly ForeignPolicy[], screen: Screen): string[] {
  const texts = doubts.map((policy) => `unknown: ${foreignMessage(policy)} (${placeLabel(policy.position)})`);
  return [...new Set(texts)].flatMap((text) => wrap(printableText(text), screen.width));
}

function lastLine({ groups }: Connections): string {
  if (groups.length === 0) return 'All that was asked for is blocked.';
  return 'What else was asked for is blocked.';
}

function renderLine({ from, to, group }: ConnectionLine, title: string, screen: Screen): string[] {
  const text = `${namesIn(from, title)} → ${namesIn(to, title)}: ${portsText(group.ports)}`;
  const [first = '', ...rest] = wrap(printableText(text), screen.width - 4);
  const lines = [`  ${first}`, ...rest.map((line) => `    ${line}`)];
  return group.ports === 'unknown' ? lines.map((line) => styled(line, 'yellow', screen)) : lines;
}

/** What is of the section's namespace is named without it. */
function namesIn(items: readonly PartyItem[], title: string): string {
  return items.map(({ namespace, label, short }) => (namespace === title ? short : label)).join(', ');
}

import type { ConnectionGroup } from '../connections/connections.ts';
import type { GroupReason } from '../connections/reasons.ts';
import type { PartyNames } from './party-items.ts';
import { portsText } from './port-words.ts';

/** More reasons than these say no more about a line. */
const mostReasons = 3;

/** Of many reasons the first, and how many there are besides. */
export function firstReasons(texts: readonly string[]): readonly string[] {
  if (texts.length <= mostReasons + 1) return texts;
  return [...texts.slice(0, mostReasons), `and ${texts.length - mostReasons} other reasons, all of them in JSON`];
}

/** The reasons behind a group in words; each says what it is for, where that is not all of the group. */
export function whyTexts(group: ConnectionGroup, reasons: readonly GroupReason[], { itemsOf }: PartyNames): string[] {
  const namesOf = (places: readonly number[]): string =>
    itemsOf(places)
      .map(({ label }) => label)
      .join(', ');
  return reasons.map(({ from, to, ports, reason }) => {
    const areAllPairs = from.length === group.from.length && to.length === group.to.length;
    const whose = [
      ...(areAllPairs ? [] : [`${namesOf(from)} → ${namesOf(to)}`]),
      ...(ports.length === group.ports.length ? [] : [portsText(ports)]),
    ];
    return whose.length > 0 ? `${whose.join(', ')}: ${reason.text}` : reason.text;
  });
}

import type { ConnectionGroup } from '../connections/connections.ts';
import type { GroupReason } from '../connections/reasons.ts';
import type { PartyNames } from './party-items.ts';
import { portsText } from './port-words.ts';

/** More reasons than these say no more about a line. */
const mostReasons = 3;

/** Of many reasons the first, and how many there are besides. */
export function firstReasons(texts: readonly string[]): readonly string[] {
  if (texts.length <= mostReasons + 1) return texts;
  return [...texts.slice(0, mostReasons), `and ${texts.length - mostReasons} other reasons`];
}

/** The reasons behind a group in words; where there are several, each says what it is for. */
export function whyTexts(group: ConnectionGroup, reasons: readonly GroupReason[], { itemsOf }: PartyNames): string[] {
  const namesOf = (places: readonly number[]): string =>
    itemsOf(places)
      .map(({ label }) => label)
      .join(', ');
  const pairsOf = ({ from, to, areSome }: GroupReason): string[] => {
    if (areSome) return [`${namesOf(from.slice(0, 1))} → ${namesOf(to.slice(0, 1))} and others`];
    const areAll = from.length === group.from.length && to.length === group.to.length;
    return areAll ? [] : [`${namesOf(from)} → ${namesOf(to)}`];
  };
  return reasons.map((one) => {
    const { ports, reason } = one;
    const isForSome = ports.length < group.ports.length ? [portsText(ports)] : [];
    const whose = reasons.length > 1 ? [...pairsOf(one), ...isForSome] : [];
    return whose.length > 0 ? `${whose.join(', ')}: ${reason.text}` : reason.text;
  });
}

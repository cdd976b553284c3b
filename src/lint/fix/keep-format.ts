import { inkOf, type Ink } from './ink.ts';

/**
 * Carries an edit over to a text that is formatted differently: `before` and `after` are what a printer makes of the
 * text without and with the edit. Only what the edit changed is taken from the printer.
 *
 * Returns the candidates: "one more dash" may be the one before the next line or the one before this. None where the
 * printer changes more than white space, since it cannot be told then which is which.
 */
export function keepFormat(text: string, before: string, after: string): string[] {
  const own = inkOf(text);
  const old = inkOf(before);
  const edited = inkOf(after);
  if (own.ink !== old.ink) return [];
  const longest = Math.min(old.ink.length, edited.ink.length);
  const prefix = count(longest, (index) => old.ink[index] === edited.ink[index]);
  const suffix = count(longest, (index) => old.ink.at(-1 - index) === edited.ink.at(-1 - index));
  return [
    [prefix, Math.min(suffix, longest - prefix)],
    [Math.min(prefix, longest - suffix), suffix],
  ].map(([head = 0, tail = 0]) => splice({ own, old, edited }, head, tail));
}

interface Texts {
  readonly own: Ink;
  readonly old: Ink;
  readonly edited: Ink;
}

/** The text's own head and tail, of so much ink, and between them what the printer has there. */
function splice({ own, old, edited }: Texts, head: number, tail: number): string {
  const oldTail = old.ink.length - tail;
  const newTail = edited.ink.length - tail;
  const gapAt = (index: number): string => {
    const printed = edited.gapBefore(index);
    // White space that the edit left as it was is the text's own; new lines begin where their neighbours do.
    if (printed === old.gapBefore(head)) return own.gapBefore(head);
    if (printed === old.gapBefore(oldTail)) return own.gapBefore(oldTail);
    return indentLike(printed, { own, old }, head);
  };
  const inserted = edited.slice(head, newTail);
  const gaps = inserted === '' ? gapAt(head) : gapAt(head) + inserted + gapAt(newTail);
  const end = tail === 0 ? '' : own.slice(oldTail, own.ink.length) + own.gapBefore(own.ink.length);
  return own.slice(0, head) + gaps + end;
}

/** A line break and indentation, where the text has that of the nearest line above that the printer indents alike. */
function indentLike(gap: string, { own, old }: Omit<Texts, 'edited'>, end: number): string {
  const column = gap.length - gap.lastIndexOf('\n') - 1;
  if (!gap.includes('\n')) return gap;
  for (let index = end - 1; index >= 0; index -= 1) {
    if (old.beginsAt(index) === column)
      return gap.slice(0, gap.lastIndexOf('\n') + 1) + ' '.repeat(own.beginsAt(index) ?? column);
  }
  return gap;
}

function count(limit: number, same: (index: number) => boolean): number {
  let length = 0;
  while (length < limit && same(length)) length += 1;
  return length;
}

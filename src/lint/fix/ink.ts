/** A text seen as what is printed in it, and the white space between. */
export interface Ink {
  /** The text without white space. */
  readonly ink: string;
  /** The text from one character of the ink to before another, without the white space at both ends. */
  readonly slice: (start: number, end: number) => string;
  /** The white space before a character of the ink; before the one behind the last, the text's end. */
  readonly gapBefore: (index: number) => string;
  /** The column, from 0, of a character that begins its line, dashes of list items aside; else `undefined`. */
  readonly beginsAt: (index: number) => number | undefined;
}

/** Finds the ink of a text. */
export function inkOf(text: string): Ink {
  const places: number[] = [];
  for (let index = 0; index < text.length; index += 1) if (/\S/.test(text[index] ?? '')) places.push(index);
  const startOf = (index: number): number => places[index] ?? text.length;
  const endOf = (index: number): number => (index < 0 ? 0 : startOf(index) + 1);
  return {
    ink: places.map((place) => text[place]).join(''),
    slice: (start, end) => (start < end ? text.slice(start === 0 ? 0 : startOf(start), endOf(end - 1)) : ''),
    gapBefore: (index) => (index === 0 ? '' : text.slice(endOf(index - 1), startOf(index))),
    beginsAt: (index) => {
      const line = text.slice(text.lastIndexOf('\n', startOf(index)) + 1, startOf(index));
      return /^[- ]*$/.test(line) ? line.length : undefined;
    },
  };
}

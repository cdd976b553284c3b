/** Breaks a text at spaces, and words that are too long anywhere, into lines of at most `width` columns. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, Math.max(width, 2)));
}

/** Joins whole items into lines of at most `width` columns; an item that is wider has a line of its own. */
export function flowItems(items: readonly string[], { width, gap }: { width: number; gap: string }): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    const joined = last === undefined ? item : `${last}${gap}${item}`;
    if (last !== undefined && widthOf(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(item);
  }
  return lines;
}

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += zero.test(character) ? 0 : double.test(character) ? 2 : 1;
  return columns;
}

const zero = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** East Asian Wide and Fullwidth (Unicode annex 11), roughly, and emoji. */
const double =
  /^[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{3FFFD}\p{Emoji_Presentation}]$/u;

function wrapParagraph(paragraph: string, width: number): string[] {
  const words = paragraph.split(/\s+/).filter((word) => word !== '');
  return words.length === 0
    ? []
    : flowItems(
        words.flatMap((word) => chop(word, width)),
        { width, gap: ' ' },
      );
}

function chop(word: string, width: number): string[] {
  const pieces = [''];
  for (const character of word) {
    const longer = `${pieces.at(-1)}${character}`;
    if (widthOf(longer) <= width) pieces[pieces.length - 1] = longer;
    else pieces.push(character);
  }
  return pieces;
}

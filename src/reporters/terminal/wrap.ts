import stringWidth from 'fast-string-width';

/** Breaks a text at spaces, and words that are too long anywhere, into lines of at most `width` columns. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, Math.max(width, 2)));
}

/** Joins whole items into lines of at most `width` columns; an item that is wider has a line of its own. */
export function flowItems(items: readonly string[], { width, gap }: { width: number; gap: string }): string[] {
  const lines: string[] = [];
  let columns = 0;
  for (const item of items) {
    const own = stringWidth(item);
    const joined = columns + stringWidth(gap) + own;
    if (lines.length > 0 && joined <= width) {
      lines[lines.length - 1] += `${gap}${item}`;
      columns = joined;
    } else {
      lines.push(item);
      columns = own;
    }
  }
  return lines;
}

function wrapParagraph(paragraph: string, width: number): string[] {
  const words = paragraph.split(/\s+/).filter((word) => word !== '');
  return flowItems(
    words.flatMap((word) => chop(word, width)),
    { width, gap: ' ' },
  );
}

/** Keeps together what a reader takes for one character, such as a flag, unless even that is too wide. */
function chop(word: string, width: number): string[] {
  if (stringWidth(word) <= width) return [word];
  const characters = [...new Intl.Segmenter().segment(word)].flatMap(({ segment }) =>
    stringWidth(segment) <= width ? [segment] : Array.from(segment),
  );
  return flowItems(characters, { width, gap: '' });
}

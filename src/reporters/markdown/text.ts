/** A code block whose fence is longer than any run of backticks in it. */
export function fenced(text: string, language = ''): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** One line of text that means itself: entities are never read as Markdown or HTML (CommonMark, 2.5). */
export function escapeMarkdown(text: string): string {
  return text
    .trim()
    .replaceAll(/[&<>|`*_~[\]\\#@]/g, entity)
    .replaceAll(/\s+/g, ' ')
    .replace(startOfBlock, entity);
}

/** Of what begins a line: marks of lists and rules (CommonMark, 4.1 and 5.2). */
const startOfBlock = /^[-+=]|(?<=^\d{1,9})[.)]/;

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** Markdown that shows when its summary is clicked. The summary is one line, bold words in it as Markdown has them. */
export function folded(summary: string, text: string): string {
  const { head, tail } = fold(summary);
  return `${head}\n\n${text}${tail}`;
}

/** What stands before and behind Markdown that is folded: HTML, in which Markdown is read after an empty line only. */
export function fold(summary: string): { readonly head: string; readonly tail: string } {
  const html = summary.replaceAll(/\*\*(.+?)\*\*/g, '<b>$1</b>');
  return { head: `<details><summary>${html}</summary>`, tail: '\n\n</details>' };
}

/** A row of a table; cells are Markdown already. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

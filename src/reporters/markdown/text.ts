/** A code block whose fence is longer than any run of backticks in it. */
export function fenced(text: string, language = ''): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** One line of text that means itself: entities are never read as Markdown or HTML (CommonMark, 2.5). */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[&<>|`*_~[\]\\#@]/g, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A row of a table; cells are Markdown already. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

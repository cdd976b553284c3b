/** What a terminal can show. Passed in: no reporter asks the terminal. */
export interface Screen {
  /** Columns. */
  readonly width: number;
  readonly color: boolean;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

/** Styles a text that has no styles yet, or returns it as it is where there are no colours. */
export function styled(text: string, style: Style, { color }: Screen): string {
  if (!color || text === '') return text;
  const [on, off] = codes[style];
  return `\u001B[${on}m${text}\u001B[${off}m`;
}

/** SGR codes that turn a style on and off (ECMA-48, 8.3.117). */
const codes: Record<Style, readonly [on: number, off: number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

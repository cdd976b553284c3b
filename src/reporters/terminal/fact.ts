import { styled, type Screen } from './screen.ts';
import { wrap } from './wrap.ts';

/** A labelled fact of a finding; lines that are too long go on indented. */
export function renderFact(label: string, lines: readonly string[], screen: Screen): string[] {
  const wrapped = lines.flatMap((line) =>
    wrap(line, screen.width - factIndent - 2).map((part, index) => (index > 0 ? `  ${part}` : part)),
  );
  return wrapped.map((line, index) => `${index === 0 ? factLabel(label, screen) : ' '.repeat(factIndent)}${line}`);
}

const factIndent = 13;

function factLabel(label: string, screen: Screen): string {
  return styled(`   ${label}`.padEnd(factIndent), 'dim', screen);
}

import type { FlowResult } from '../core/model.ts';
import type { Finding } from './finding.ts';
import { count } from './headline.ts';
import { markOf, marks } from './mark.ts';
import { styled, type Screen } from './screen.ts';
import { sectionTitle } from './section.ts';
import { wrap } from './wrap.ts';

/** Findings of one kind in full, a block of lines each. Commands are never wrapped, so that they can be copied. */
export function renderFindings(
  findings: readonly Finding[],
  { one, many, screen }: { one: string; many: string; screen: Screen },
): string[][] {
  if (findings.length === 0) return [];
  const rule = sectionTitle(count(findings.length, one, many), { right: '', style: 'bold', screen });
  return [rule, ...findings.map((finding, index) => renderFinding(finding, { number: index + 1, screen }))];
}

function renderFinding(
  { title, stage, result, facts }: Finding,
  { number, screen }: { number: number; screen: Screen },
): string[] {
  const [first = '', ...more] = wrap(`${number}. ${symbolOf(result)} ${title} in stage ${stage}`, screen.width);
  return [
    styled(first, marks[markOf(result)].style, screen),
    ...more,
    ...facts.flatMap(([label, lines]) => renderFact(label, lines, screen)),
    ...(result.reproduce === '' ? [] : [styled('   by hand', 'dim', screen), result.reproduce.replaceAll('\n', ' ')]),
  ];
}

function symbolOf(result: FlowResult): string {
  return result.outcome === 'inconclusive' ? 'INCONCLUSIVE' : marks[markOf(result)].symbol;
}

const factIndent = 13;

function renderFact(label: string, lines: readonly string[], screen: Screen): string[] {
  const wrapped = lines.flatMap((line) =>
    wrap(line, screen.width - factIndent - 2).map((part, index) => (index > 0 ? `  ${part}` : part)),
  );
  return wrapped.map((line, index) => `${index === 0 ? factLabel(label, screen) : ' '.repeat(factIndent)}${line}`);
}

function factLabel(label: string, screen: Screen): string {
  return styled(`   ${label}`.padEnd(factIndent), 'dim', screen);
}

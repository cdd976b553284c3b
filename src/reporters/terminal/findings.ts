import type { FlowResult } from '../../model/report.ts';
import type { Finding } from '../finding.ts';
import { renderDiff } from './diff-lines.ts';
import { renderFact } from './fact.ts';
import { count } from '../headline.ts';
import { markOf, marks } from '../mark.ts';
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
  const rendered = findings.map((finding, index) => {
    // One edit often mends several flows; its text is told once.
    const first = findings.findIndex((other) => diffOf(other) === diffOf(finding));
    return renderFinding(finding, { number: index + 1, editOf: first + 1, screen });
  });
  return [rule, ...rendered];
}

function renderFinding(
  { title, stage, result, facts }: Finding,
  { number, editOf, screen }: { number: number; editOf: number; screen: Screen },
): string[] {
  const { edit } = result.cause ?? {};
  const [first = '', ...more] = wrap(`${number}. ${symbolOf(result)} ${title} in stage ${stage}`, screen.width);
  return [
    styled(first, marks[markOf(result)].style, screen),
    ...more,
    ...facts.flatMap(([label, lines]) => renderFact(label, lines, screen)),
    ...(edit === undefined
      ? []
      : editOf < number
        ? renderFact('', [`the same edit as for ${editOf}`], screen)
        : ['', ...renderDiff(edit.diff, screen), '']),
    ...(result.reproduce === '' ? [] : [styled('   by hand', 'dim', screen), result.reproduce.replaceAll('\n', ' ')]),
  ];
}

function diffOf({ result }: Finding): string | undefined {
  return result.cause?.edit?.diff;
}

function symbolOf(result: FlowResult): string {
  return result.outcome === 'inconclusive' ? 'INCONCLUSIVE' : marks[markOf(result)].symbol;
}

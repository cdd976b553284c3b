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
  const flows = findings.reduce((sum, finding) => sum + finding.count, 0);
  const causes = flows > findings.length ? `, ${count(findings.length, 'cause')}` : '';
  const rule = sectionTitle(`${count(flows, one, many)}${causes}`, { right: '', style: 'bold', screen });
  return [rule, ...findings.map((finding, index) => renderFinding(finding, screen, `${index + 1}. `))];
}

/** One finding in full, a list's number before it where it stands in one. */
export function renderFinding({ title, result, facts }: Finding, screen: Screen, number = ''): string[] {
  const { cause, reproduce } = result;
  const edit = cause?.edit;
  const [first = '', ...more] = wrap(`${number}${symbolOf(result)} ${title}`, screen.width);
  return [
    styled(first, marks[markOf(result)].style, screen),
    ...more,
    ...facts.flatMap(([label, lines]) => renderFact(label, lines, screen)),
    ...(edit === undefined ? [] : ['', ...renderDiff(edit.diff, screen)]),
    ...(edit === undefined || reproduce === '' ? [] : ['']),
    ...(reproduce === '' ? [] : [styled('   by hand', 'dim', screen), reproduce.replaceAll('\n', ' ')]),
  ];
}

function symbolOf(result: FlowResult): string {
  return result.outcome === 'inconclusive' ? 'INCONCLUSIVE' : marks[markOf(result)].symbol;
}

import type { LintFinding, Severity } from '../../lint/rule.ts';
import { printable } from '../printable.ts';
import { count } from '../headline.ts';
import { severities, type LintReport } from '../lint-report.ts';
import { styled, type Screen, type Style } from './screen.ts';
import { wrap } from './wrap.ts';

const styles: Record<Severity, Style> = { error: 'red', warning: 'yellow', note: 'dim' };

/** Renders what linting found for a terminal: a block for each finding, then the counts. */
export function renderLintTerminal(raw: LintReport, screen: Screen): string {
  const { findings, policyCount, fixed } = printable(raw);
  const mended = fixed.map(({ rule, position }) => `fixed ${position.file}:${position.line}: ${rule}`);
  const fixable = findings.filter(({ edit }) => edit !== undefined).length;
  const counts = severities.flatMap((severity) => {
    const number = findings.filter((one) => one.severity === severity).length;
    return number > 0 ? [count(number, severity)] : [];
  });
  const summary =
    findings.length === 0
      ? `${count(policyCount, 'policy', 'policies')}: nothing to report`
      : `${count(policyCount, 'policy', 'policies')}: ${counts.join(', ')}`;
  const blocks = [
    ...(mended.length > 0 ? [mended] : []),
    ...findings.map((finding) => renderFinding(finding, screen)),
    [summary, ...(fixable > 0 ? [`${count(fixable, 'finding')} can be fixed with --fix.`] : [])],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function renderFinding({ rule, severity, position, object, why, fix }: LintFinding, screen: Screen): string[] {
  const { file, line, column } = position;
  return [
    // One line, and not wrapped: editors and terminals make it a link.
    `${file}:${line}:${column}: ${styled(severity, styles[severity], screen)} ${rule}: ${object}`,
    ...indented(why, 'why', screen),
    ...indented(fix, 'fix', screen),
  ];
}

function indented(text: string, label: string, screen: Screen): string[] {
  return wrap(text, screen.width - 7).map((line, index) =>
    index === 0 ? `  ${styled(label, 'dim', screen)}  ${line}` : `       ${line}`,
  );
}

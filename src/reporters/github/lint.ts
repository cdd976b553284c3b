import { renderAnnotation } from './annotation.ts';
import { printable } from '../printable.ts';
import type { LintReport } from '../lint-report.ts';

/** Renders what linting found as workflow commands of GitHub Actions: an annotation for each finding. */
export function renderLintGithub(raw: LintReport): string {
  const lines = printable(raw).findings.map(({ rule, severity, position, object, why, fix }) =>
    renderAnnotation({ severity, title: rule, position, message: `${object}: ${why}\n${fix}` }),
  );
  return lines.map((line) => `${line}\n`).join('');
}

import { lintRules } from '../../lint/registry.ts';
import { printable } from '../printable.ts';
import type { LintReport } from '../lint-report.ts';
import { renderSarif } from './log.ts';

/** Renders what linting found as SARIF, for code scanners. */
export function renderLintSarif(raw: LintReport, version: string): string {
  const findings = printable(raw).findings.map(({ rule, severity, position, object, why, fix }) => ({
    rule,
    severity,
    position,
    message: `${object}: ${why} ${fix}`,
  }));
  return renderSarif(lintRules, findings, version);
}

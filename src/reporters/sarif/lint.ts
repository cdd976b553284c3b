import { lintRules } from '../../lint/registry.ts';
import { printable } from '../printable.ts';
import type { LintReport } from '../lint-report.ts';
import { renderSarif } from './log.ts';

/** Renders what linting found as SARIF, for code scanners. */
export function renderLintSarif(raw: LintReport, version: string): string {
  const rules = lintRules.map(({ id, severity, title, why, fix }) => ({ id, severity, title, why, help: fix }));
  const findings = printable(raw).findings.map(({ rule, severity, position, object, why, fix }) => ({
    rule,
    severity,
    position,
    message: `${object}: ${why} ${fix}`,
  }));
  return renderSarif(rules, findings, version);
}

import type { LintFinding } from '../../lint/rule.ts';
import type { LintReport } from '../lint-report.ts';

/** Renders what linting found as JSON, for programs. Fields may be added. */
export function renderLintJson({ findings, policyCount, fixed }: LintReport): string {
  const report = { schemaVersion: 1, policyCount, findings: findings.map(plain), fixed: fixed.map(plain) };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function plain({ edit, ...finding }: LintFinding) {
  return { ...finding, fixable: edit !== undefined };
}

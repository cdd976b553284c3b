import type { LintFinding, Severity } from '../lint/rule.ts';

/** What linting found; every lint reporter renders one. */
export interface LintReport {
  readonly findings: readonly LintFinding[];
  /** NetworkPolicies that were linted. */
  readonly policyCount: number;
  /** Findings that `--fix` mended; they are not among the others. */
  readonly fixed: readonly LintFinding[];
}

/** Severities, worst first. */
export const severities: readonly Severity[] = ['error', 'warning', 'note'];

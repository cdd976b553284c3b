import { loadLintSets } from './load-lint.ts';
import { lint } from './policy/lint/lint.ts';
import type { LintFinding } from './policy/lint/rule.ts';
import { isNetworkPolicy } from './policy/read.ts';
import type { LintReport } from './reporters/lint-report.ts';

/** Lints scenarios, and all other manifests of the paths together. */
export async function lintPaths(paths: readonly string[]): Promise<LintReport> {
  const sets = await loadLintSets(paths);
  // Scenarios that share a file find its mistakes together.
  const findings = new Map(sets.flatMap(lint).map((finding) => [keyOf(finding), finding]));
  const policies = new Set(
    sets.flat().flatMap((manifest) => (isNetworkPolicy(manifest) ? [JSON.stringify(manifest.position)] : [])),
  );
  return { findings: [...findings.values()], policyCount: policies.size, fixed: [] };
}

function keyOf({ rule, position, why }: LintFinding): string {
  return JSON.stringify([rule, position, why]);
}

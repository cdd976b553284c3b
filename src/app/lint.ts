import { readFile, writeFile } from 'node:fs/promises';
import { UsageError } from '../model/errors.ts';
import { fileProblem, standardInput } from '../environments/plain-file.ts';
import { loadManifests } from './load-manifests.ts';
import { applyFix } from '../lint/fix.ts';
import { lint } from '../lint/lint.ts';
import { scenarioManifests } from '../lint/scenario-manifests.ts';
import type { LintFinding } from '../lint/rule.ts';
import { isNetworkPolicy } from '../policy/read.ts';
import type { LintReport } from '../reporters/lint-report.ts';

/** Lints scenarios, and all other manifests of the paths together; with `fix`, mends in the files what it can. */
export async function lintPaths(
  paths: readonly string[],
  { fix = false }: { readonly fix?: boolean } = {},
): Promise<LintReport> {
  if (fix && paths.includes(standardInput)) {
    throw new UsageError('standard input cannot be fixed', 'Name the files, or leave out --fix.');
  }
  const fixed: LintFinding[] = [];
  let report = await look(paths);
  if (!fix) return report;
  // One edit a file and round: an edit moves what is behind it, and may mend more than one finding.
  for (let round = 0; round < maxRounds; round += 1) {
    const mended = await mend(report.findings);
    if (mended.length === 0) break;
    fixed.push(...mended);
    report = await look(paths);
  }
  return { ...report, fixed };
}

/** Two rules that undid each other's edits would never end. */
const maxRounds = 500;

async function look(paths: readonly string[]): Promise<LintReport> {
  const { scenarios, manifests } = await loadManifests(paths, 'lint');
  // Each scenario is a world of its own; manifests that none names are one together.
  const sets = [...scenarios.map(scenarioManifests), ...(manifests.length > 0 ? [[...manifests]] : [])];
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

/** Mends the first finding of each file that can be mended, and resolves to these. */
async function mend(findings: readonly LintFinding[]): Promise<LintFinding[]> {
  const byFile = Map.groupBy(findings, ({ position }) => position.file);
  const mended = [...byFile].map(async ([file, own]) => {
    const text = await readFile(file, 'utf8');
    for (const finding of own) {
      const edited = finding.edit && applyFix(text, finding.edit);
      if (edited === undefined || edited === text) continue;
      await writeFile(file, edited).catch((cause: unknown) => {
        throw new UsageError(`cannot fix ${file}: ${fileProblem(cause)}`, 'Make the file writable.', { cause });
      });
      return [finding];
    }
    return [];
  });
  return (await Promise.all(mended)).flat();
}

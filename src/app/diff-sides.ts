import { join } from 'node:path';
import { checkOut, parseGitPath } from '../environments/git.ts';
import { readPlainFile } from '../environments/plain-file.ts';
import type { System } from '../connections/matrix.ts';
import { ScenarioError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import { isReport, readReport } from '../verdict/read-report.ts';
import { readText, shorten } from './load.ts';
import { loadSystem, type LoadedSystem } from './system.ts';

/** What is compared. */
export type DiffSides =
  | { readonly kind: 'runs'; readonly older: Report; readonly newer: Report }
  | { readonly kind: 'systems'; readonly older: System; readonly newer: System };

/**
 * Reads what a user wants to compare: reports of two runs, if either is one, else two sets of policies.
 *
 * @throws {@link UsageError} and {@link ScenarioError} for what cannot be read.
 */
export async function loadDiffSides(older: string, newer: string): Promise<DiffSides> {
  if ((await isReportFile(older)) || (await isReportFile(newer))) {
    const [before, after] = [await readText(older), await readText(newer)];
    return { kind: 'runs', older: readReport(before, older), newer: readReport(after, newer) };
  }
  return { kind: 'systems', older: await loadDiffSide(older), newer: await loadDiffSide(newer) };
}

/** A folder is none, and of what is not there is told when it is read. */
async function isReportFile(name: string): Promise<boolean> {
  return isReport(await readPlainFile(name).catch(() => ''));
}

/**
 * Reads a scenario or manifests, as they are or as they are in a git revision.
 *
 * @throws {@link UsageError} and {@link ScenarioError} for what cannot be read.
 */
export async function loadDiffSide(name: string): Promise<LoadedSystem> {
  const inGit = parseGitPath(name);
  if (!inGit) return await loadSystem([name], 'diff');
  await using files = await checkOut(inGit);
  const there = shorten(files.folder);
  const nameOf = (file: string): string => file.replace(`${there}/`, `git:${inGit.revision}:`);
  try {
    return await loadSystem([join(files.folder, inGit.path)], 'diff', nameOf);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const problems = error.problems.map(({ position, text }) => ({
      position: { ...position, file: nameOf(position.file) },
      text: text.replaceAll(`${there}/`, ''),
    }));
    throw new ScenarioError(problems, error.hint);
  }
}

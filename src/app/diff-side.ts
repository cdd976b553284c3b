import { join } from 'node:path';
import { checkOut, parseGitPath } from '../environments/git.ts';
import { readPlainFile } from '../environments/plain-file.ts';
import type { System } from '../connections/matrix.ts';
import { ScenarioError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import { isReport, readReport } from '../verdict/read-report.ts';
import { shorten } from './load.ts';
import { loadSystem } from './system.ts';

/** One of two things that are compared. */
export type DiffSide = { readonly report: Report } | { readonly system: System };

/**
 * Reads what a user wants to compare: a report of a run, a scenario, manifests, or these as they are in a git revision.
 *
 * @throws {@link UsageError} and {@link ScenarioError} for what cannot be read.
 */
export async function loadDiffSide(name: string): Promise<DiffSide> {
  const inGit = parseGitPath(name);
  if (!inGit) {
    // A folder, and what is not there, is told of when it is read as manifests.
    const text = await readPlainFile(name).catch(() => '');
    return isReport(text) ? { report: readReport(text, name) } : { system: await loadSystem([name], 'diff') };
  }
  await using files = await checkOut(inGit);
  const there = shorten(files.folder);
  const nameOf = (file: string): string => file.replace(`${there}/`, `git:${inGit.revision}:`);
  try {
    return { system: await loadSystem([join(files.folder, inGit.path)], 'diff', nameOf) };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const problems = error.problems.map(({ position, text }) => ({
      position: { ...position, file: nameOf(position.file) },
      text: text.replaceAll(`${there}/`, ''),
    }));
    throw new ScenarioError(problems, error.hint);
  }
}

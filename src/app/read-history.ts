import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import { isReport, readReport } from '../verdict/read-report.ts';
import { readText } from './load.ts';

/** The reports of a folder, the oldest first. */
export interface ReadHistory {
  readonly reports: readonly [Report, ...Report[]];
  /** JSON files of the folder that are something else. */
  readonly others: readonly string[];
}

/**
 * Reads the JSON reports of a folder.
 *
 * @throws {@link UsageError} when there is none, one is damaged, or they are not of one scenario.
 */
export async function readHistory(folder: string): Promise<ReadHistory> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  const read = await Promise.all(names.map(async (name) => ({ name, text: await readText(join(folder, name)) })));
  const reports = read
    .filter(({ text }) => isReport(text))
    .map(({ name, text }) => readReport(text, join(folder, name)))
    .toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
  const [first, ...more] = reports;
  const scenarios = [...new Set(reports.map(({ scenario }) => scenario))];
  if (!first) {
    throw new UsageError(
      `there is no JSON report of flowproof verify in ${folder}`,
      'Name a folder with files that were written by: flowproof verify SCENARIO --json FILE',
    );
  }
  if (scenarios.length > 1) {
    throw new UsageError(
      `${folder} has reports of several scenarios: ${scenarios.join(', ')}`,
      'Keep those of each scenario in a folder of its own.',
    );
  }
  return { reports: [first, ...more], others: read.filter(({ text }) => !isReport(text)).map(({ name }) => name) };
}

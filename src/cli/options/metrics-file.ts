import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import process from 'node:process';
import type { Report } from '../../model/report.ts';
import { endOf, lastPassIn, renderOpenMetrics } from '../../reporters/openmetrics/report.ts';
import { openDevices, type ReportFile } from './report-files.ts';

/** The metrics of a run, in a file that a collector reads at any time, and that knows when a run last passed. */
export function metricsFile(file: string | undefined, report: Report, passed: boolean): ReportFile {
  return [
    file,
    async () => renderOpenMetrics(report, passed ? endOf(report) : await earlierPass(file, report.scenario)),
    replace,
  ];
}

/** Where a file is written before it takes the place of the one that is there, which has to be possible as well. */
export function besideOf(file: string | undefined): string | undefined {
  return file === undefined || openDevices.test(file) ? undefined : `${file}.${process.pid}`;
}

async function earlierPass(file: string | undefined, scenario: string): Promise<number> {
  // A device would be read for ever.
  if (file === undefined || openDevices.test(file)) return 0;
  return lastPassIn(await readFile(file, 'utf8').catch(() => ''), scenario);
}

/** Writes a file so that nobody ever reads half of it. */
async function replace(file: string, text: string): Promise<void> {
  const beside = besideOf(file);
  if (beside === undefined) return await writeFile(file, text);
  try {
    await writeFile(beside, text);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

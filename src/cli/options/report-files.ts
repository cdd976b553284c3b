import { open, realpath, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileProblem } from '../../environments/plain-file.ts';
import { UsageError } from '../../model/errors.ts';

/** A file that a flag names, and what is to be written there, and how; the flag may not be given. */
export type ReportFile = readonly [
  file: string | undefined,
  render: () => string | Promise<string>,
  write?: (file: string, text: string) => Promise<void>,
];

/** Devices that take a text, and that people name for one. */
export const openDevices = /^\/dev\/(null|stdout|stderr|fd\/\d+)$/;

/**
 * Sees whether reports can be written: before a run of minutes, not after it.
 *
 * @param inputs - Files that the command reads, which a report must not replace.
 * @throws {@link UsageError} for the first file that cannot be, and for one that two of them name.
 */
export async function checkReportFiles(
  files: readonly (string | undefined)[],
  inputs: readonly (string | undefined)[] = [],
): Promise<void> {
  const taken = new Map<string, string>();
  for (const file of inputs) if (file !== undefined) taken.set(await placeOf(file), 'it is an input');
  for (const file of files) {
    if (file === undefined || openDevices.test(file)) continue;
    await checkFile(file);
    const place = await placeOf(file);
    const reason = taken.get(place);
    if (reason !== undefined) throw unwritable(file, reason);
    taken.set(place, 'another report goes there');
  }
}

async function checkFile(file: string): Promise<void> {
  if (file === '') throw unwritable(file, 'it has no name');
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) throw unwritable(file, 'it is a folder');
  if (found && !found.isFile()) throw unwritable(file, 'it is no plain file');
  try {
    // What is there stays as it is until the report is.
    await (await open(file, found ? 'r+' : 'wx')).close();
    if (!found) await unlink(file);
  } catch (cause) {
    throw unwritable(file, fileProblem(cause), cause);
  }
}

/** The same for all names of a file, whether it is there or not. */
async function placeOf(file: string): Promise<string> {
  const whole = await realpath(file).catch(() => undefined);
  return whole ?? join(await realpath(dirname(file)).catch(() => dirname(file)), basename(file));
}

/**
 * Writes the reports that were asked for.
 *
 * @throws {@link UsageError} when one cannot be written.
 */
export async function writeReports(files: readonly ReportFile[]): Promise<void> {
  await Promise.all(
    files.map(async ([file, render, write = writeFile]) => {
      if (file === undefined) return;
      await write(file, await render()).catch((cause: unknown) => {
        throw unwritable(file, fileProblem(cause), cause);
      });
    }),
  );
}

function unwritable(file: string, reason: string, cause?: unknown): UsageError {
  const hint = 'Name a file of its own, in a folder that exists and that you may write to.';
  return new UsageError(`cannot write ${file === '' ? '""' : file}: ${reason}`, hint, { cause });
}

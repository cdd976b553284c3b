import { access, constants, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../../model/errors.ts';

/** A file that a flag names, and what is to be written there; the flag may not be given. */
export type ReportFile = readonly [file: string | undefined, render: () => string];

/**
 * Sees whether reports can be written: before a run of minutes, not after it.
 *
 * @throws {@link UsageError} for the first file that cannot be.
 */
export async function checkReportFiles(files: readonly (string | undefined)[]): Promise<void> {
  for (const file of files) {
    if (file === undefined) continue;
    const found = await stat(file).catch(() => undefined);
    if (found?.isDirectory()) throw unwritable(file, 'it is a folder');
    await access(dirname(file), constants.W_OK).catch((cause: unknown) => {
      throw unwritable(file, 'its folder is not there, or not yours', cause);
    });
  }
}

/**
 * Writes the reports that were asked for.
 *
 * @throws {@link UsageError} when one cannot be written.
 */
export async function writeReports(files: readonly ReportFile[]): Promise<void> {
  await Promise.all(
    files.map(async ([file, render]) => {
      if (file === undefined) return;
      await writeFile(file, render()).catch((cause: unknown) => {
        throw unwritable(file, String(cause), cause);
      });
    }),
  );
}

function unwritable(file: string, reason: string, cause?: unknown): UsageError {
  return new UsageError(`cannot write ${file}: ${reason}`, 'Name a file in a folder that exists.', { cause });
}

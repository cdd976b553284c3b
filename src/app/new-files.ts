import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileProblem } from '../environments/plain-file.ts';
import { UsageError } from '../model/errors.ts';
import { shorten } from './load.ts';

/**
 * Writes the files that have a text, and replaces none.
 *
 * @returns their paths
 * @throws {@link UsageError} when one is there already; nothing is written then.
 */
export async function writeNewFiles(folder: string, texts: Readonly<Record<string, string>>): Promise<string[]> {
  const written = Object.entries(texts).filter(([, text]) => text !== '');
  const paths = written.map(([name]) => join(folder, name));
  await refuseExisting(paths);
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of written) await writeFile(join(folder, name), text, { flag: 'wx' });
  } catch (cause) {
    throw new UsageError(`cannot write ${shorten(folder)}: ${fileProblem(cause)}`, 'Name another folder.', { cause });
  }
  return paths.map(shorten);
}

/** @throws {@link UsageError} when one of the files is there already. */
export async function refuseExisting(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (await stat(path).catch(() => undefined))
      throw new UsageError(`${shorten(path)} is there already`, 'Nothing was written. Name another folder.');
  }
}

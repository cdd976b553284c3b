import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes a SHA256SUMS for files of a folder, as `sha256sum --check` reads it. */
export async function writeChecksums(folder: string, names: readonly string[]): Promise<void> {
  const lines = names.map(async (name) => `${await sha256(join(folder, name))}  ${name}\n`);
  await writeFile(join(folder, 'SHA256SUMS'), (await Promise.all(lines)).join(''));
}

export async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

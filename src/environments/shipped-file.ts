import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { getAsset, getAssetKeys, isSea } from 'node:sea';
import { fileURLToPath } from 'node:url';
import { EnvironmentError } from '../model/errors.ts';
import { version } from '../model/version.ts';

/**
 * Path of a file or folder that comes with flowproof. The single executable has them inside of itself, and puts them where
 * kind, and who reads a report, can look at them.
 *
 * @throws {@link EnvironmentError} where they cannot be written.
 */
export function shippedFile(name: string): string {
  return isSea() ? join(unpacked(), name) : fileURLToPath(new URL(`../../${name}`, import.meta.url));
}

function unpacked(): string {
  try {
    const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'flowproof', version);
    for (const name of getAssetKeys()) keep(join(folder, name), getAsset(name, 'utf8'));
    return folder;
  } catch (error) {
    throw new EnvironmentError(
      `the files that come with flowproof cannot be written: ${(error as Error).message}`,
      'Set XDG_CACHE_HOME to a folder that may be written to, or name files of your own.',
      { cause: error },
    );
  }
}

/** Written under another name first, so that a flowproof that runs beside this one finds a whole file. */
function keep(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

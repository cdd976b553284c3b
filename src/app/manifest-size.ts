import { stat } from 'node:fs/promises';
import { UsageError } from '../model/errors.ts';
import { readPlainFile, standardInput } from '../environments/plain-file.ts';

/** Megabytes of manifests that are read at a time: reading takes up to 5 s of a processor for each, and 60 times the memory. */
const mostMegabytes = 12;

/**
 * Refuses files that together are more than can be read in seconds.
 *
 * @throws {@link UsageError} when they are, and the error of the file system when one cannot be read.
 */
export async function checkSize(files: readonly string[]): Promise<void> {
  const sizes = await Promise.all(files.map(sizeOf));
  const megabytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1e6);
  if (megabytes <= mostMegabytes) return;
  const [first = ''] = files;
  const what = files.length === 1 ? first : `${files.length} files, from ${first} on,`;
  throw new UsageError(
    `${what} ${files.length === 1 ? 'has' : 'have'} ${megabytes} MB of manifests, and ${mostMegabytes} MB are read at the most`,
    'Name the files that hold policies, workloads, Services and namespaces; others are not looked at.',
  );
}

async function sizeOf(file: string): Promise<number> {
  return file === standardInput ? (await readPlainFile(file)).length : (await stat(file)).size;
}

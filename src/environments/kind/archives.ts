import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../../model/errors.ts';

/** A `docker save` archive. */
export interface ImageArchive {
  readonly path: string;
  /** References of the images in it; undefined when it is compressed, or of a kind that keeps them elsewhere. */
  readonly images: readonly string[] | undefined;
  /** Changes when the file changes. */
  readonly fingerprint: string;
}

/**
 * Finds the archives behind the given paths: a file is one, a folder stands for its `*.tar` files.
 *
 * @throws {@link UsageError} when a path does not exist, or a folder has none.
 */
export async function findArchives(paths: readonly string[]): Promise<readonly ImageArchive[]> {
  const files = await Promise.all(paths.map(expand));
  return await Promise.all([...new Set(files.flat())].map(describe));
}

async function expand(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new UsageError(`Cannot read the image archive ${path}.`, 'Correct the path given with --image-archive.', {
      cause,
    });
  });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => name.endsWith('.tar')).toSorted();
  if (names.length > 0) return names.map((name) => join(path, name));
  const hint = `Put one there (docker save --output ${join(path, 'images.tar')} IMAGE), or name a file.`;
  throw new UsageError(`The folder ${path} holds no image archives (*.tar).`, hint);
}

async function describe(path: string): Promise<ImageArchive> {
  await using file = await open(path);
  const { size, mtimeMs } = await file.stat();
  return { path, images: await readImages(file), fingerprint: `${path} ${size} ${mtimeMs}` };
}

/** The archive's table of contents, in `manifest.json`; other files are skipped over unread. */
async function readImages(file: FileHandle): Promise<readonly string[] | undefined> {
  const header = Buffer.alloc(512);
  for (let offset = 0; ;) {
    const { bytesRead } = await file.read(header, 0, 512, offset);
    // The format's signature (POSIX.1-2017, pax, ustar): after the last file, or in something else, there is none.
    if (bytesRead < 512 || header.toString('latin1', 257, 262) !== 'ustar') return undefined;
    const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8);
    if (!Number.isSafeInteger(size)) return undefined;
    if (name === 'manifest.json') {
      const { buffer } = await file.read(Buffer.alloc(size), 0, size, offset + 512);
      return parseManifest(buffer.toString('utf8'));
    }
    offset += 512 + Math.ceil(size / 512) * 512;
  }
}

const tableOfContents = z.array(z.object({ RepoTags: z.array(z.string()).nullish() }));

function parseManifest(text: string): readonly string[] | undefined {
  try {
    return tableOfContents.parse(JSON.parse(text)).flatMap(({ RepoTags }) => RepoTags ?? []);
  } catch {
    // Whether the archive is usable is for kind to say; here it only counts as one with unknown content.
    return undefined;
  }
}

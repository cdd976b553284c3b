import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import process from 'node:process';
import { text } from 'node:stream/consumers';

/** What stands for standard input in place of a file. */
export const standardInput = '-';

/** What a shell makes of `<(command)` is a stream that has an end. */
const shellStreams = /^\/dev\/fd\/\d+$/;

/** What streams have said: they are read once. */
const streamed = new Map<string, Promise<string>>();

/**
 * Reads a text file of the user's, or standard input. A FIFO would be waited for until somebody writes, and a device for
 * ever.
 *
 * @throws the error of the file system; one with the code `ENOTPLAIN` for what is no plain file.
 */
export async function readPlainFile(path: string): Promise<string> {
  const isInput = path === standardInput || path === '/dev/stdin';
  if (isInput || shellStreams.test(path)) {
    const said = streamed.get(path) ?? text(isInput ? process.stdin : createReadStream(path));
    streamed.set(path, said);
    return await said;
  }
  const found = await stat(path);
  if (!found.isFile() && !found.isDirectory()) {
    throw Object.assign(new Error(`${path} is no plain file`), { code: 'ENOTPLAIN' });
  }
  return await readFile(path, 'utf8');
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ENAMETOOLONG: 'its name is too long',
  ENOTPLAIN: 'it is no plain file',
  ERR_INVALID_ARG_VALUE: 'no file can be called so',
};

/** The name of a file as messages have it: one that is empty would not be seen. */
export function fileName(file: string): string {
  return file === '' ? '""' : file;
}

/** Why a file could not be used, in words. */
export function fileProblem(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return Object.hasOwn(reasons, code) ? (reasons[code] ?? code) : code;
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A process of this machine, as Linux has it in /proc. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly argv: readonly string[];
}

/** All processes; of those that end meanwhile, or are somebody else's, what can be read. */
export async function processes(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  return await Promise.all(
    pids.map(async (pid) => {
      // In parentheses the name, which may have spaces; then the state and the parent.
      const [, parent] = (await ofProcess(pid, 'stat')).replace(/^.*\) /s, '').split(' ');
      return { pid, parent: Number(parent), argv: (await ofProcess(pid, 'cmdline')).split('\0') };
    }),
  );
}

/** Those that a process has started, and what these have. */
export async function processesBelow(ancestor: number): Promise<Process[]> {
  const all = await processes();
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === ancestor || isBelow(parent));
  };
  return all.filter(({ pid }) => isBelow(pid));
}

/** '' of a process that is gone, or somebody else's. */
export async function ofProcess(pid: number, file: string): Promise<string> {
  return await readFile(join('/proc', String(pid), file), 'utf8').catch(() => '');
}

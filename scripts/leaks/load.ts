import { readdir, readFile, mkdir, rmdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { execa } from 'execa';
import { serversMark } from '../../src/environments/netns/servers.ts';

/** What makes it hard to hear. */
export type Load = 'nothing' | 'burners' | 'slow-senders' | 'slow-servers' | 'loss';

/** Makes it hard to hear, in network namespaces, until it is disposed of. */
export async function startLoad(load: Load): Promise<AsyncDisposable> {
  switch (load) {
    case 'burners':
      return burn(availableParallelism() * 4);
    case 'slow-senders':
      return await throttle('flowproof-probe');
    case 'slow-servers':
      return await throttle(serversMark);
    case 'nothing':
    case 'loss':
      return { [Symbol.asyncDispose]: async () => await Promise.resolve() };
  }
}

/** Options of `verify` that belong to a load. */
export function optionsFor(load: Load): string[] {
  return load === 'loss' ? ['--fault', 'loss=5%'] : [];
}

function burn(count: number): AsyncDisposable {
  const burners = Array.from({ length: count }, () => execa('sh', ['-c', 'while :; do :; done'], { reject: false }));
  return {
    async [Symbol.asyncDispose]() {
      for (const burner of burners) burner.kill('SIGKILL');
      await Promise.all(burners);
    },
  };
}

/** Cgroups of version 1, or of version 2. */
const groups = [
  { folder: '/sys/fs/cgroup/cpu/flowproof-leaks', limit: ['cpu.cfs_quota_us', '5000'] },
  { folder: '/sys/fs/cgroup/flowproof-leaks', limit: ['cpu.max', '5000 100000'] },
] as const;

/** Keeps every process with such an argument to 5 % of a core, one by one as they come. */
async function throttle(mark: string): Promise<AsyncDisposable> {
  const isOld = await readdir('/sys/fs/cgroup/cpu').then(
    () => true,
    () => false,
  );
  const { folder, limit } = groups[isOld ? 0 : 1];
  let isOver = false;
  const throttled = new Set<string>();
  const watching = (async (): Promise<void> => {
    while (!isOver) {
      for (const id of await marked(mark)) {
        if (throttled.has(id)) continue;
        throttled.add(id);
        await mkdir(`${folder}-${id}`);
        await writeFile(`${folder}-${id}/${limit[0]}`, limit[1]);
        // It may have ended already.
        await writeFile(`${folder}-${id}/cgroup.procs`, id).catch(() => undefined);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      isOver = true;
      await watching;
      for (const id of throttled) {
        // What is left in it has a moment to end.
        for (let tries = 0; tries < 50; tries += 1) {
          const isGone = await rmdir(`${folder}-${id}`).then(
            () => true,
            () => false,
          );
          if (isGone) break;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
    },
  };
}

async function marked(mark: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const commands = await Promise.all(
    ids.map(async (id) => await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')),
  );
  return ids.filter((_, index) => commands[index]?.split('\0').includes(mark));
}

import { existsSync } from 'node:fs';
import { readdir, readFile, mkdir, rmdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setInterval, setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { serversMark } from '../../src/environments/netns/run-servers.ts';

/** What makes it hard to hear. */
export type Load = 'nothing' | 'burners' | 'slow-senders' | 'slow-servers' | 'loss' | 'api-stopped';

/** Makes it hard to hear until it is disposed of; on these nodes of kind, or in network namespaces. */
export async function startLoad(load: Load, nodes: readonly string[]): Promise<AsyncDisposable> {
  switch (load) {
    case 'burners':
      return burn(availableParallelism() * 4);
    case 'slow-senders':
      return await throttle('flowproof-probe');
    case 'slow-servers':
      return await throttle(nodes.length > 0 ? 'netexec' : serversMark);
    case 'loss':
      return await lose(nodes);
    case 'nothing':
    case 'api-stopped':
      return { [Symbol.asyncDispose]: async () => await Promise.resolve() };
  }
}

/** Options of `verify` that belong to a load: network namespaces lose packets by themselves. */
export function optionsFor(load: Load, nodes: readonly string[]): string[] {
  return load === 'loss' && nodes.length === 0 ? ['--fault', 'loss=5%'] : [];
}

/** Stops the API server of these nodes for ten seconds. */
export async function stopApiServer(nodes: readonly string[]): Promise<void> {
  const node = nodes.find((name) => name.endsWith('control-plane')) ?? '';
  const send = async (signal: string): Promise<unknown> =>
    await execa('docker', ['exec', node, 'pkill', `-${signal}`, 'kube-apiserver'], { timeout: 30_000 });
  await send('STOP');
  await sleep(10_000);
  await send('CONT');
}

/** Has nodes drop one packet in twenty of those that they forward. */
async function lose(nodes: readonly string[]): Promise<AsyncDisposable> {
  const rule = ['FORWARD', '-m', 'statistic', '--mode', 'random', '--probability', '0.05', '-j', 'DROP'];
  const each = async (action: string): Promise<void> => {
    const change = async (node: string): Promise<unknown> =>
      await execa('docker', ['exec', node, 'iptables', '-w', action, ...rule], { timeout: 30_000 });
    await Promise.all(nodes.map(change));
  };
  await each('-I');
  return { [Symbol.asyncDispose]: async () => await each('-D') };
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

/** Where control groups are, with the file and the value that leave 5 % of a core: version 1, or version 2. */
const groups = existsSync('/sys/fs/cgroup/cpu')
  ? { folder: '/sys/fs/cgroup/cpu/flowproof-leaks', file: 'cpu.cfs_quota_us', value: '5000' }
  : { folder: '/sys/fs/cgroup/flowproof-leaks', file: 'cpu.max', value: '5000 100000' };

/** A container's process has its arguments this long after it came into being. */
const becomesWithinMs = 3000;

/** Keeps every process with such an argument to 5 % of a core, each by itself, as they come. */
async function throttle(mark: string): Promise<AsyncDisposable> {
  const { folder, file, value } = groups;
  const throttled = new Set<string>();
  /** By process, until when it may become one of those. */
  const young = new Map<string, number>();
  const look = async (): Promise<void> => {
    const ids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
    const now = performance.now();
    for (const id of ids) if (!young.has(id)) young.set(id, now + becomesWithinMs);
    const there = new Set(ids);
    for (const id of young.keys()) if (!there.has(id)) young.delete(id);
    const watched = ids.filter((id) => !throttled.has(id) && (young.get(id) ?? 0) > now);
    for (const id of await marked(mark, watched)) {
      throttled.add(id);
      await mkdir(`${folder}-${id}`, { recursive: true });
      await writeFile(`${folder}-${id}/${file}`, value);
      // It may have ended already.
      await writeFile(`${folder}-${id}/cgroup.procs`, id).catch(() => undefined);
    }
  };
  const controller = new AbortController();
  const watching = (async (): Promise<void> => {
    for await (const _ of setInterval(20, undefined, { signal: controller.signal })) await look();
  })().catch((error: unknown) => {
    if (!controller.signal.aborted) throw error;
  });
  return {
    async [Symbol.asyncDispose]() {
      controller.abort();
      await watching;
      await Promise.all([...throttled].map(async (id) => await removeGroup(`${folder}-${id}`)));
    },
  };
}

/** What is left in it has a moment to end. */
async function removeGroup(folder: string): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const error: unknown = await rmdir(folder).catch((thrown: unknown) => thrown);
    if (error === undefined) return;
    await sleep(100);
  }
}

/** Which of these processes have such an argument. */
async function marked(mark: string, ids: readonly string[]): Promise<string[]> {
  const commands = await Promise.all(
    ids.map(async (id) => await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')),
  );
  return ids.filter((_, index) => commands[index]?.split('\0').includes(mark));
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** A kind cluster that stands, where runs at the same time do not know of each other. */
export interface Standing extends AsyncDisposable {
  readonly nodes: readonly string[];
  /** Environment variables that programs find it with. */
  readonly env: Readonly<Record<string, string>>;
  /** Options of `verify` for a run with a tool namespace of its own. */
  optionsFor(run: number): string[];
  /** Starts the pods of a file, in place of those that stood before. */
  raise(file: string): Promise<void>;
}

export async function openStanding(name: string): Promise<Standing> {
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-leaks-'));
  const KUBECONFIG = join(folder, 'kubeconfig');
  const env = { KUBECONFIG };
  await execa('kind', ['export', 'kubeconfig', '--name', name], { env, timeout: 30_000 });
  const { stdout } = await execa('kind', ['get', 'nodes', '--name', name], { timeout: 30_000 });
  const kubectl = async (...args: readonly string[]): Promise<unknown> =>
    await execa('kubectl', args, { env, timeout: 300_000 });
  const remove = async (): Promise<unknown> => await kubectl('delete', 'namespace', 'crowd', '--ignore-not-found');
  return {
    nodes: stdout.split('\n').filter((node) => node.includes(name)),
    env,
    // Containers in the pods that stand, which cost less than pods beside them.
    optionsFor: (run) => [
      '--context',
      `kind-${name}`,
      '--tool-namespace',
      `flowproof-leaks-${run}`,
      '--send-as',
      'ephemeral',
    ],
    async raise(file) {
      await remove();
      await kubectl('apply', '-f', file);
      await kubectl('wait', '-n', 'crowd', '--for=condition=Ready', 'pod', '--all', '--timeout=240s');
    },
    async [Symbol.asyncDispose]() {
      await remove();
      await rm(folder, { recursive: true });
    },
  };
}

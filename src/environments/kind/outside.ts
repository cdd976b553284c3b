import type { Outside } from '../cluster/outside.ts';
import { runLabel } from '../cluster/labels.ts';
import { lifetimeSeconds } from '../lifetime.ts';
import { neverAborted } from '../never-aborted.ts';
import { talkTo, tool, ToolError } from '../tool.ts';
import { EnvironmentError } from '../../model/errors.ts';
import { findArchives } from './archives.ts';
import type { ContainerEngine } from './engine.ts';

/** The network that kind puts its nodes on. */
const network = 'kind';

interface OutsideOptions {
  readonly engine: ContainerEngine;
  readonly runId: string;
  readonly endpoint: string;
  readonly image: string;
  /** Archives that may hold the image, for a machine that cannot pull it. */
  readonly imageArchives: readonly string[];
}

/** Starts a container beside the cluster's nodes: a sender that is no pod. */
export async function startOutside(
  { engine, runId, endpoint, image, imageArchives }: OutsideOptions,
  signal: AbortSignal,
): Promise<Outside> {
  await provideImage(engine, image, imageArchives, signal);
  const id = `flowproof-${runId}-${endpoint}`;
  const args = [
    'run',
    '--detach',
    '--rm',
    '--init',
    '--name',
    id,
    '--network',
    network,
    '--label',
    `${runLabel}=${runId}`,
  ];
  const command = ['--entrypoint', 'sleep', image, String(lifetimeSeconds)];
  await tool(engine, [...args, '--read-only', '--cap-drop', 'ALL', ...command], { signal, timeoutMs: 120_000 });
  return {
    id,
    async run(program, timeoutMs) {
      try {
        return await tool(engine, ['exec', id, ...program], { signal, timeoutMs });
      } catch (error) {
        if (error instanceof ToolError && error.reason !== 'missing') return error.output;
        throw error;
      }
    },
    talk: (program, listener) => talkTo(engine, ['exec', '-i', id, ...program], listener),
    async remove() {
      await removeContainers(engine, ['--filter', `name=^${id}$`]);
    },
  };
}

/** Makes sure that the machine itself has the image, which is on the nodes only so far. */
async function provideImage(
  engine: ContainerEngine,
  image: string,
  imageArchives: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  if (await hasImage(engine, image, signal)) return;
  for (const { path } of await findArchives(imageArchives)) {
    await tool(engine, ['load', '--input', path], { signal, timeoutMs: 120_000 });
  }
  if (imageArchives.length > 0 && (await hasImage(engine, image, signal))) return;
  try {
    await tool(engine, ['pull', image], { signal, timeoutMs: 180_000 });
  } catch (cause) {
    signal.throwIfAborted();
    const message = `The sender outside of the cluster needs the image ${image}, which cannot be pulled.`;
    throw new EnvironmentError(message, 'Name an archive that holds it with --image-archive FILE.', { cause });
  }
}

async function hasImage(engine: ContainerEngine, image: string, signal: AbortSignal): Promise<boolean> {
  const printed = await tool(engine, ['images', '--quiet', image], { signal, timeoutMs: 20_000 });
  return printed.trim() !== '';
}

/** Removes the containers of all runs. */
export async function removeOutsides(engine: ContainerEngine): Promise<number> {
  return await removeContainers(engine, ['--filter', `label=${runLabel}`]);
}

async function removeContainers(engine: ContainerEngine, filters: readonly string[]): Promise<number> {
  const options = { signal: neverAborted, timeoutMs: 30_000 };
  const listed = await tool(engine, ['ps', '--all', '--quiet', ...filters], options);
  const ids = listed.split('\n').filter((id) => id !== '');
  if (ids.length > 0) await tool(engine, ['rm', '--force', ...ids], options);
  return ids.length;
}

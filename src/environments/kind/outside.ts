import type { Outside } from '../cluster/environment.ts';
import { runLabel } from '../labels.ts';
import { tool, ToolError } from '../tool.ts';
import type { ContainerEngine } from './engine.ts';

/** The network that kind puts its nodes on. */
const network = 'kind';

/** Seconds after which the container of a dead run ends, and is removed, by itself. */
const lifetimeSeconds = 3600;

interface OutsideOptions {
  readonly engine: ContainerEngine;
  readonly runId: string;
  readonly endpoint: string;
  readonly image: string;
}

/** Starts a container beside the cluster's nodes: a sender that is no pod. */
export async function startOutside(
  { engine, runId, endpoint, image }: OutsideOptions,
  signal: AbortSignal,
): Promise<Outside> {
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
    async run(program, input, timeoutMs) {
      try {
        return await tool(engine, ['exec', '-i', id, ...program], { signal, timeoutMs, input });
      } catch (error) {
        if (error instanceof ToolError && error.reason !== 'missing') return error.output;
        throw error;
      }
    },
    async remove() {
      await removeContainers(engine, ['--filter', `name=^${id}$`]);
    },
  };
}

/** Removes the containers of all runs, or of one. */
export async function removeOutsides(engine: ContainerEngine): Promise<number> {
  return await removeContainers(engine, ['--filter', `label=${runLabel}`]);
}

async function removeContainers(engine: ContainerEngine, filters: readonly string[]): Promise<number> {
  // Not the run's signal: what it made is removed when it is aborted, too.
  const options = { signal: new AbortController().signal, timeoutMs: 30_000 };
  const listed = await tool(engine, ['ps', '--all', '--quiet', ...filters], options);
  const ids = listed.split('\n').filter((id) => id !== '');
  if (ids.length > 0) await tool(engine, ['rm', '--force', ...ids], options);
  return ids.length;
}

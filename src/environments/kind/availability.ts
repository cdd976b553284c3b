import { EnvironmentError } from '../../model/errors.ts';
import { tool, ToolError } from '../tool.ts';
import { readCalicoManifest } from './calico-manifest.ts';
import { clusterExists } from './kind-cluster.ts';
import type { ContainerEngine } from './engine.ts';
import { readNodeImages } from './wanted-cluster.ts';
import type { KindOptions } from './kind-options.ts';
import { preflight } from './preflight.ts';

/** How long a registry or a web server may take to answer before it counts as out of reach. */
const patienceMs = 15_000;

/**
 * Finds out why no kind cluster can be had here, in a few words; `undefined` where one can be.
 *
 * @throws {@link UsageError} when a file that the options name cannot be used: that is no reason, but a mistake.
 */
export async function whyNoKind(options: KindOptions, signal: AbortSignal): Promise<string | undefined> {
  const { clusterName, calicoManifest } = options;
  const images = await readNodeImages(options);
  try {
    const { engine } = await preflight(signal);
    if (await clusterExists(clusterName, signal)) return undefined;
    const within = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const absent = await Promise.all([...new Set(images)].map(async (image) => await isAbsent(engine, image, signal)));
    if (absent.some(Boolean)) return `no kind cluster: the node image ${images[0]} can be had from no registry`;
    await readCalicoManifest(calicoManifest, within);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EnvironmentError) return `no kind cluster: ${error.message.split('\n')[0]}`;
    throw error;
  }
}

async function isAbsent(engine: ContainerEngine, image: string, signal: AbortSignal): Promise<boolean> {
  if (image === '') return false;
  const answers = async (command: string): Promise<boolean> => {
    try {
      await tool(engine, [command, 'inspect', image], { signal, timeoutMs: patienceMs });
      return true;
    } catch (error) {
      if (error instanceof ToolError) return false;
      throw error;
    }
  };
  return !(await answers('image')) && !(await answers('manifest'));
}

import { once } from 'node:events';
import { whyNoKind } from '../environments/kind/availability.ts';
import { defaultKindOptions } from '../environments/kind/kind-options.ts';
import { clusterDown, clusterUp } from './cluster.ts';
import type { KindTarget, OwnTarget } from './target.ts';

interface Holding {
  /** Ends it, and removes the cluster if this call made it. */
  readonly signal: AbortSignal;
  /** Told when runs can use the cluster. */
  readonly onStanding: () => Promise<void>;
}

/**
 * Makes the kind cluster of a target, or takes the one that is there, until the signal aborts; where the target is network
 * namespaces after all, there is nothing to hold.
 *
 * @throws like {@link clusterUp}.
 */
export async function holdCluster(target: OwnTarget, { signal, onStanding }: Holding): Promise<void> {
  const kind = await kindOf(target, signal);
  if (!kind) return await onStanding();
  const { name, created } = await clusterUp(kind, { signal });
  await using undo = new AsyncDisposableStack();
  if (created && !kind.keep) undo.defer(async () => await clusterDown(name));
  await onStanding();
  if (!signal.aborted) await once(signal, 'abort');
}

/** The kind cluster that runs will use; undefined where they will use none. */
async function kindOf(target: OwnTarget, signal: AbortSignal): Promise<KindTarget | undefined> {
  if (target === 'auto') return await kindOf({ auto: {} }, signal);
  if ('netns' in target) return undefined;
  if ('kind' in target) return target.kind;
  const { kind = {} } = target.auto;
  return (await whyNoKind({ ...defaultKindOptions, ...kind }, signal)) === undefined ? kind : undefined;
}

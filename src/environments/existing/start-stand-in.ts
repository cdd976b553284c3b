import type { V1Pod } from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';
import { refusalOf } from '../cluster/api-failure.ts';
import { applyOwned } from '../cluster/apply.ts';
import { awaitStart } from '../cluster/await-start.ts';
import type { Client } from '../cluster/client.ts';
import { probeContainer } from '../cluster/probe-pod.ts';
import { isRunning } from '../cluster/await-ready.ts';
import { removePods } from '../cluster/remove-pods.ts';
import type { ContainerRef } from '../cluster/container-ref.ts';
import { managedLabels, ownLabels, type Owner } from '../cluster/labels.ts';
import { standInFor, strayLabels } from './stand-in.ts';

/** Starts a stand-in for a pod; resolves to where it is, or to why there can be none here. */
export async function startStandIn(
  client: Client,
  pod: V1Pod,
  { name, image, owner }: { readonly name: string; readonly image: string; readonly owner: Owner },
): Promise<ContainerRef | string> {
  const containerRef = { namespace: pod.metadata?.namespace ?? '', pod: name, container: probeContainer };
  const created = await create();
  if (typeof created === 'string') return created;
  const refused = await becomes(created);
  if (refused === undefined) return containerRef;
  await removePods(client, [containerRef]);
  return refused;

  async function apply(): Promise<V1Pod> {
    return await applyOwned(client, standInFor(pod, { name, image }), owner);
  }

  async function create(): Promise<V1Pod | string> {
    try {
      return await apply();
    } catch (error) {
      // A quota, a limit range, Pod Security or another admission plugin has a say in it.
      const refusal = refusalOf(error);
      if (refusal !== undefined) return `the API server refuses it: ${refusal}`;
      throw error;
    }
  }

  async function again(): Promise<void> {
    await removePods(client, [containerRef]);
    await apply();
  }

  async function becomes(stored: V1Pod): Promise<string | undefined> {
    const relabelled = relabelling(stored);
    if (relabelled !== undefined) return relabelled;
    try {
      const make = async (failed?: V1Pod): Promise<ContainerRef> => {
        if (failed) await again();
        return containerRef;
      };
      const holds = (one: V1Pod): boolean => isRunning(one) || isUnschedulable(one);
      const { pod: settled } = await awaitStart(client, { make, holds });
      if (!isRunning(settled)) return `there is no room for it on ${pod.spec?.nodeName}`;
      // A webhook changes it before it is stored, and an operator afterwards.
      return relabelling(settled);
    } catch (error) {
      if (error instanceof EnvironmentError) return error.message;
      throw error;
    }
  }

  function relabelling(standIn: V1Pod): string | undefined {
    const own = { ...managedLabels, ...pod.metadata?.labels, ...ownLabels(owner) };
    const stray = strayLabels(standIn, pod, own);
    if (stray.length === 0) return undefined;
    return `something in the cluster changes its labels (${stray.join(', ')}), so that policies could tell it apart`;
  }
}

function isUnschedulable({ status }: V1Pod): boolean {
  return (status?.conditions ?? []).some(({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable');
}

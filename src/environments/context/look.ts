import type { V1Pod } from '@kubernetes/client-node';
import type { Scenario } from '../../core/model.ts';
import type { Bystanders } from '../../core/source/bystanders.ts';
import type { Outlook, PlannedPod } from '../../core/source/outlook.ts';
import { decideSource } from '../../core/source/decide.ts';
import type { SourceChoice } from '../../core/source/source-mode.ts';
import { podId } from '../../core/targets.ts';
import { EnvironmentError, UsageError } from '../../errors.ts';
import type { Client } from '../cluster/client.ts';
import { readyPods } from '../cluster/facts.ts';
import { readBystanders } from './bystanders.ts';
import type { LiveObjects } from './live.ts';
import { additionOf, type Replicas } from './sources.ts';

export interface LookOptions {
  readonly client: Client;
  readonly scenario: Scenario;
  readonly live: LiveObjects;
  readonly source: SourceChoice;
  readonly replicas: Replicas;
  /** Probe pods at a time: stand-ins and clients. */
  readonly maxPods: number;
}

/**
 * Looks at the pods that a run would be about, and decides how each sends. Creates nothing.
 *
 * @throws {@link EnvironmentError} when an endpoint has no Ready pod, or cannot be sent as in the way that was chosen.
 * @throws {@link UsageError} when the run would have more probe pods than it may.
 */
export async function lookAt(
  { client, scenario, live, source, replicas, maxPods }: LookOptions,
  signal: AbortSignal,
): Promise<{ readonly outlook: Outlook; readonly bystanders: Bystanders }> {
  const senders = new Set(scenario.stages.flatMap(({ flows }) => flows.map(({ from }) => from)));
  const crowded = scenario.endpoints.filter(
    ({ kind, name }) => kind === 'client' || (addsPods(source) && senders.has(name)),
  );
  const bystanders = await readBystanders(client, namespacesOf({ endpoints: crowded }), live.manifests, signal);
  const endpoints = scenario.endpoints.filter((endpoint) => endpoint.kind === 'pods');
  const pods = await Promise.all(
    endpoints.map(async (endpoint): Promise<PlannedPod[]> => {
      const found = await readyPods(client, endpoint, signal).catch((error: unknown) => {
        // They may come with the manifests that are to be applied.
        if (addsWorkloads(scenario) && error instanceof EnvironmentError) return [];
        throw error;
      });
      const taken = replicas === 'one' ? found.slice(0, 1) : found;
      return taken.map((pod) => planPod(pod, senders.has(endpoint.name) ? source : undefined, bystanders));
    }),
  );
  const clients = scenario.endpoints
    .filter((endpoint) => endpoint.kind === 'client')
    .map(({ name, namespace, replicas: wanted }) => ({ name, namespace, count: replicas === 'one' ? 1 : wanted }));
  // Two endpoints may be the same pods; one that sends decides.
  const sorted = pods.flat().toSorted((a, b) => Number(a.decision !== undefined) - Number(b.decision !== undefined));
  const outlook: Outlook = { senders, clients, pods: [...new Map(sorted.map((pod) => [pod.id, pod])).values()] };
  checkCrowd(outlook, maxPods);
  return { outlook, bystanders };
}

/** The namespaces that a scenario sends from or to. */
export function namespacesOf({ endpoints }: Pick<Scenario, 'endpoints'>): string[] {
  const named = endpoints.flatMap((one) => (one.kind === 'pods' || one.kind === 'client' ? [one.namespace] : []));
  return [...new Set(named)];
}

function addsPods(source: SourceChoice): boolean {
  return source === 'auto' || source === 'stand-in';
}

function planPod(pod: V1Pod, source: SourceChoice | undefined, bystanders: Bystanders): PlannedPod {
  const { metadata, spec } = pod;
  return {
    id: podId({ namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' }),
    node: spec?.nodeName ?? '',
    decision: source && decideSource(additionOf(pod), source, bystanders),
  };
}

function addsWorkloads({ stages }: Scenario): boolean {
  return stages.some(({ manifests }) => manifests.some(({ live }) => live !== true));
}

function checkCrowd({ pods, clients }: Outlook, maxPods: number): void {
  const standIns = pods.filter(({ decision }) => decision && 'mode' in decision && decision.mode === 'stand-in');
  const count = clients.reduce((sum, client) => sum + client.count, standIns.length);
  if (count <= maxPods) return;
  throw new UsageError(
    `the run would have ${count} probe pods at a time, and may have ${maxPods}`,
    'Raise --max-pods, or take fewer with --replicas one, or none with --source ephemeral.',
  );
}

import type { V1Pod } from '@kubernetes/client-node';
import type { Cell, Scenario } from '../../model/scenario.ts';
import { senderNames } from '../../scenario/sender-names.ts';
import type { Bystanders } from '../../identity/stand-in-safety.ts';
import type { RunPlan, PlannedPod } from '../../identity/run-plan.ts';
import { chooseMode } from '../../identity/choose-mode.ts';
import type { SendAs } from '../../identity/send-mode.ts';
import { podId } from '../../probe/paths.ts';
import { EnvironmentError, UsageError } from '../../model/errors.ts';
import type { Client } from '../cluster/client.ts';
import { readyPods } from '../cluster/read-facts.ts';
import { readBystanders } from './read-bystanders.ts';
import type { LiveObjects } from './read-live.ts';
import type { Replicas } from '../cluster/sources.ts';
import { additionOf } from './enter.ts';

export interface LookOptions {
  readonly client: Client;
  readonly scenario: Scenario<Cell>;
  readonly live: LiveObjects;
  readonly sendAs: SendAs;
  readonly replicas: Replicas;
  /** Probe pods at a time: stand-ins and clients. */
  readonly maxPods: number;
}

/**
 * Looks at the pods that a run would be about, and decides how each sends. Creates nothing.
 *
 * @throws {@link EnvironmentError} when an endpoint has no Ready pod, or cannot be sent as in the way that was chosen.
 * @throws {@link UsageError} when a sender alone would have more probe pods than the run may.
 */
export async function lookAt({
  client,
  scenario,
  live,
  sendAs,
  replicas,
  maxPods,
}: LookOptions): Promise<{ readonly runPlan: RunPlan; readonly bystanders: Bystanders }> {
  const sending = senderNames(scenario);
  const crowded = scenario.endpoints.filter(
    ({ kind, name }) => sending.has(name) && (kind === 'client' || addsPods(sendAs)),
  );
  const bystanders = await readBystanders(client, namespacesOf({ endpoints: crowded }), live.manifests);
  const endpoints = scenario.endpoints.filter((endpoint) => endpoint.kind === 'pods');
  const workloads = await Promise.all(
    endpoints.map(async (endpoint) => {
      const found = await readyPods(client, endpoint).catch((error: unknown) => {
        // They may come with the manifests that are to be applied.
        if (addsWorkloads(scenario) && error instanceof EnvironmentError) return [];
        throw error;
      });
      const taken = replicas === 'one' ? found.slice(0, 1) : found;
      const how = sending.has(endpoint.name) ? sendAs : undefined;
      const planned = taken.map((pod) => planPod(pod, how, bystanders));
      const toCome = how && addsPods(how) && found.length === 0 ? endpoint.replicas : 0;
      return { name: endpoint.name, pods: planned, probePods: planned.filter(isStandIn).length + toCome };
    }),
  );
  const clients = scenario.endpoints
    .filter((endpoint) => endpoint.kind === 'client')
    .filter(({ name }) => sending.has(name))
    .map(({ name, namespace, replicas: wanted }) => ({ name, namespace, count: replicas === 'one' ? 1 : wanted }));
  const probePods = new Map([
    ...workloads.map(({ name, probePods: count }) => [name, count] as const),
    ...clients.map(({ name, count }) => [name, count] as const),
  ]);
  const senders = new Map([...sending].map((name) => [name, probePods.get(name) ?? 0]));
  checkCrowd(senders, maxPods);
  // Two endpoints may be the same pods; one that sends decides.
  const pods = workloads
    .flatMap((one) => one.pods)
    .toSorted((a, b) => Number(a.decision !== undefined) - Number(b.decision !== undefined));
  return { runPlan: { senders, clients, pods: [...new Map(pods.map((pod) => [pod.id, pod])).values()] }, bystanders };
}

/** The namespaces that a scenario sends from or to. */
export function namespacesOf({ endpoints }: Pick<Scenario<Cell>, 'endpoints'>): string[] {
  const named = endpoints.flatMap((one) => (one.kind === 'pods' || one.kind === 'client' ? [one.namespace] : []));
  return [...new Set(named)];
}

function addsPods(sendAs: SendAs): boolean {
  return sendAs === 'auto' || sendAs === 'stand-in';
}

function planPod(pod: V1Pod, sendAs: SendAs | undefined, bystanders: Bystanders): PlannedPod {
  const { metadata, spec } = pod;
  return {
    id: podId({ namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' }),
    node: spec?.nodeName ?? '',
    decision: sendAs && chooseMode(additionOf(pod), sendAs, bystanders),
  };
}

function addsWorkloads({ stages }: Scenario<Cell>): boolean {
  return stages.some(({ manifests }) => manifests.length > 0);
}

function isStandIn({ decision }: PlannedPod): boolean {
  return decision !== undefined && 'mode' in decision && decision.mode === 'stand-in';
}

/** A flow is judged by all pods of its sender, which have to be there at the same time. */
function checkCrowd(senders: RunPlan['senders'], maxPods: number): void {
  const [largest] = [...senders].toSorted(([, a], [, b]) => b - a);
  if (!largest || largest[1] <= maxPods) return;
  throw new UsageError(
    `endpoint "${largest[0]}" would have ${largest[1]} probe pods at a time, and may have ${maxPods}`,
    'Raise --max-pods, or take fewer with --replicas one, or none with --send-as ephemeral.',
  );
}

import { listed } from './listed.ts';
import type { RunPlan, PlannedPod } from './run-plan.ts';
import { wavesOf } from './waves.ts';

/** What a run may be held to. */
interface Terms {
  /** Namespace of what the run makes for itself. */
  readonly toolNamespace: string;
  /** Nodes that get a canary. */
  readonly nodes: readonly string[];
  /** Probe pods at a time, without canaries and the like. */
  readonly maxPods: number;
  /** Seconds after which whatever a run made ends by itself. */
  readonly lifetimeSeconds: number;
  /** New connections per second. @defaultValue no limit */
  readonly maxRate?: number | undefined;
  /** Pods of a Job that start the probes. */
  readonly workers?: { readonly count: number; readonly serviceAccount: string } | undefined;
}

/** What a run does to an existing cluster: whole sentences, nothing left out. */
export function contractOf(
  { senders, pods, clients }: RunPlan,
  { toolNamespace, nodes, maxPods, lifetimeSeconds, maxRate, workers }: Terms,
): string[] {
  const standIns = sentAs('stand-in', pods);
  const ephemeral = Map.groupBy(sentAs('ephemeral', pods), ({ decision }) => reasonOf(decision));
  const exec = sentAs('exec', pods);
  const waves = wavesOf(senders, maxPods).length;
  return [
    ...(standIns.length === 0
      ? []
      : [
          `Creates ${count(standIns.length, 'pod')} that stand in for ${ids(standIns)}: same labels, namespace, service account and node, never Ready, and owned by namespace ${toolNamespace}, so that no Service sends clients there and no controller adopts them.`,
        ]),
    ...[...ephemeral].map(
      ([reason, own]) =>
        `Adds an ephemeral container to ${ids(own)}, where it stays listed, ended, until the pod goes${reason === undefined ? '' : ` (no stand-in: ${reason})`}.`,
    ),
    ...(exec.length === 0 ? [] : [`Runs curl in containers of ${ids(exec)}.`]),
    ...pods.flatMap(({ id, decision }) =>
      decision && 'refused' in decision ? [`Cannot stand in for ${id}: ${decision.refused}.`] : [],
    ),
    ...clients.map(
      ({ name, namespace, count: number }) =>
        `Creates ${count(number, 'probe pod')} of endpoint ${name} in namespace ${namespace}, never Ready.`,
    ),
    ...(waves > 1
      ? [`Has ${maxPods} of these pods at a time at most: every stage takes ${waves} waves, one after the other.`]
      : []),
    `Creates ${count(Math.max(nodes.length, 2), 'canary pod')}, two NetworkPolicies that select those alone, and a Lease, in namespace ${toolNamespace}, which is created and deleted if it is not there.`,
    `Where a flow is cut off, creates one more pod in namespace ${toolNamespace}, which the flow's sender connects to and which connects to its target.`,
    ...(workers
      ? [
          `Starts the probes from ${count(workers.count, 'pod')} at most of a Job in namespace ${toolNamespace}, which pass Pod Security "restricted", hold the token of its service account ${workers.serviceAccount}, request 50m CPU and 96Mi memory, and go after each stage, with the ConfigMaps that hold their plans.`,
        ]
      : []),
    `${workers ? 'All other pods of it' : 'Its pods'} pass Pod Security "restricted", hold no token, request 10m CPU and 32Mi memory, and end by themselves after ${lifetimeSeconds / 60} minutes at the latest; the run deletes them when it ends.`,
    rateOf(maxRate),
    'Asks the servers of the endpoints from inside of their pods, by port-forward, whether they listen.',
    'Changes and deletes nothing else.',
  ];
}

/** How often a name is looked up is up to the resolver of the pod; a query that is sent again is no new connection. */
function rateOf(maxRate: number | undefined): string {
  if (maxRate === undefined) return 'Sets no limit to the new connections that its probes make per second.';
  return `Its probes make ${count(maxRate, 'new connection')} per second at most, not counting the look-ups of names.`;
}

function sentAs(mode: string, pods: readonly PlannedPod[]): PlannedPod[] {
  return pods.filter(({ decision }) => decision && 'mode' in decision && decision.mode === mode);
}

function reasonOf(decision: PlannedPod['decision']): string | undefined {
  return decision && 'reason' in decision ? decision.reason : undefined;
}

function ids(pods: readonly PlannedPod[]): string {
  return listed(pods.map(({ id }) => id));
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

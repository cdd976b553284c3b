import type { Cell, Scenario } from '../../model/scenario.ts';
import type { RunPlan } from '../../identity/run-plan.ts';
import { sourceNotes } from '../../identity/send-notes.ts';
import { harmOf, type Bystanders } from '../../identity/stand-in-safety.ts';
import { wavesOf } from '../../identity/waves.ts';
import { namespaceOf } from '../../kubernetes/workload.ts';
import { removeLeftovers, type Scope } from '../cluster/remove-leftovers.ts';
import { connectForTidying, type Client } from '../cluster/client.ts';
import { createClusterEnvironment } from '../cluster/cluster-environment.ts';
import { createSources } from '../cluster/sources.ts';
import { takeLease } from '../cluster/lease.ts';
import { openWorkers } from '../cluster/workers/dispatch.ts';
import { EnvironmentError } from '../../model/errors.ts';
import type { Environment, Progress } from '../environment.ts';
import { openToolNamespace, removeToolNamespace } from './tool-namespace.ts';
import { lookInside } from './inside.ts';
import { unseenNotes, type LiveObjects } from './read-live.ts';
import { lookAt, namespacesOf } from './look.ts';
import type { ExistingOptions } from './existing-options.ts';
import { enterGently } from './enter.ts';

interface OpenOptions extends Omit<ExistingOptions, 'apply'> {
  readonly client: Client;
  /** Name of the cluster in reports. */
  readonly cluster: string;
  readonly live: LiveObjects;
  readonly scenario: Scenario<Cell>;
  readonly runId: string;
  /** Whether the run ends where canaries do not show that policies are enforced, or notes it. */
  readonly enforcement: 'required' | 'noted';
  readonly progress: Progress;
}

/** Nodes whose enforcement is proven at the most; canaries are pods, too. */
const maxCanaries = 10;

/**
 * Opens a cluster that exists for one run. Nothing is created before every endpoint is known to have a Ready pod, and
 * all that the run creates goes with it.
 *
 * @throws {@link EnvironmentError} when an endpoint has no Ready pod.
 * @throws {@link UsageError} when a sender alone needs more probe pods than the run may have.
 */
export async function openExistingEnvironment(options: OpenOptions): Promise<Environment> {
  const { client, scenario, runId, live, toolNamespace, progress, probeImage } = options;
  progress.step('Looking at the cluster');
  const namespaces = namespacesOf(scenario);
  const { runPlan, bystanders } = await lookAt(options);
  refuseUnsafe(runPlan, scenario, bystanders);
  const tidying = connectForTidying(client);
  await using undo = new AsyncDisposableStack();
  const owner = await openToolNamespace(client, toolNamespace, runId);
  undo.use(await takeLease(client, { namespace: toolNamespace, runId }));
  undo.defer(async () => await removeToolNamespace(tidying, owner));
  progress.step('Removing what earlier runs left');
  const scopes = probeScopes(namespaces, options);
  await removeLeftovers(tidying, { toolNamespace, scopes });
  undo.defer(
    async () => void (await removeLeftovers(tidying, { runId, scopes: [...scopes, ...appliedScopes(scenario)] })),
  );
  const workers = options.workers && (await openWorkers(client, { owner, options: options.workers }));
  const sources = createSources(client, {
    owner,
    image: probeImage,
    replicas: options.replicas,
    enter: async (pod, name) =>
      await enterGently(client, { ...options, pod, name, owner, image: probeImage, bystanders }),
  });
  undo.defer(async () => await sources.stop());
  const nodes = canaryNodes(runPlan);
  const doubts = new Set<string>();
  const description = `cluster ${options.cluster}, whatever enforces policies there`;
  const environment = createClusterEnvironment({
    client,
    owner,
    sources,
    workers,
    launchers: launchersOn(runPlan),
    nodes: nodes.length === 0 ? [''] : nodes,
    onDoubt: options.enforcement === 'noted' ? (note) => void doubts.add(note) : undefined,
    notes: [],
    description,
    probeImage,
    progress,
  });
  undo.defer(() => environment.leave());
  const end = undo.move();
  return {
    ...environment,
    get notes() {
      return [...doubts, ...sourceNotes(sources.entered()), ...(workers?.notes() ?? []), ...unseenNotes(live)];
    },
    async resolve(endpoints) {
      const { sources: found, facts } = await environment.resolve(endpoints);
      return { sources: found, facts: await lookInside(client, endpoints, facts) };
    },
    async *waves(flows) {
      const waves = wavesOf(runPlan.senders, options.maxPods);
      for (const [index, senders] of waves.entries()) {
        const own = flows.filter(({ from }) => senders.has(from));
        if (own.length === 0) continue;
        if (index > 0) progress.step(`Starting what sends in wave ${index + 1} of ${waves.length}`);
        await sources.admit(senders);
        yield own;
      }
    },
    [Symbol.asyncDispose]: async () => await end.disposeAsync(),
  };
}

/** @throws {@link EnvironmentError} for all that cannot be sent as in the way that the user chose. */
function refuseUnsafe({ pods, senders }: RunPlan, { endpoints }: Scenario<Cell>, bystanders: Bystanders): void {
  const refused = pods.flatMap(({ id, decision }) =>
    decision && 'refused' in decision ? [`a stand-in is not safe for ${id}: ${decision.refused}`] : [],
  );
  if (refused.length > 0) {
    throw new EnvironmentError(
      refused.join('\n'),
      'Use --send-as auto, which adds an ephemeral container there, or exec.',
    );
  }
  const harmful = endpoints.flatMap((endpoint) => {
    const harm = endpoint.kind === 'client' && senders.has(endpoint.name) && harmOf(endpoint, bystanders);
    return harm
      ? [
          `endpoint "${endpoint.name}": a probe pod with its labels is not safe in namespace ${endpoint.namespace}: ${harm}`,
        ]
      : [];
  });
  if (harmful.length === 0) return;
  throw new EnvironmentError(harmful.join('\n'), 'Name a workload that exists, with pods, instead of a client.');
}

/** Nodes whose enforcement is proven: those of the pods that the run is about. */
export function canaryNodes({ pods }: RunPlan): string[] {
  return [...new Set(pods.map(({ node }) => node))].slice(0, maxCanaries);
}

/** Connections over which probes are started, at most. */
const maxLaunchers = 50;

/** Sources that may start their probes at the same time: as many as there are nodes, and connections to carry them. */
function launchersOn({ pods }: RunPlan): number {
  return Math.min(maxLaunchers, Math.max(2, 2 * new Set(pods.map(({ node }) => node)).size));
}

/** Where the run's own pods are, the policies that try the canaries, and the Job of workers, if there are some. */
function probeScopes(
  namespaces: readonly string[],
  { toolNamespace, workers }: Pick<ExistingOptions, 'toolNamespace' | 'workers'>,
): Scope[] {
  const own = [podKind, ['networking.k8s.io/v1', 'NetworkPolicy']] as const;
  return [
    ...namespaces
      .filter((namespace) => namespace !== toolNamespace)
      .map((namespace) => ({ namespace, kinds: [podKind] })),
    { namespace: toolNamespace, kinds: workers ? [['batch/v1', 'Job'], ...own] : own },
  ];
}

const podKind = ['v1', 'Pod'] as const;

/** Where the manifests of the scenario go. */
function appliedScopes({ stages }: Scenario<Cell>): Scope[] {
  const objects = stages.flatMap(({ manifests }) => manifests.map(({ object }) => object));
  const scopes = objects.map((object): Scope => {
    const namespace = object.kind === 'Namespace' ? undefined : namespaceOf(object);
    return { namespace, kinds: [[object.apiVersion, object.kind]] };
  });
  return [...new Map(scopes.map((scope) => [JSON.stringify(scope), scope])).values()];
}

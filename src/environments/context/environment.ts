import type { V1Pod } from '@kubernetes/client-node';
import type { Scenario } from '../../core/model.ts';
import type { SourceChoice } from '../../core/source/source-mode.ts';
import { sourceNotes } from '../../core/source/source-notes.ts';
import { namespaceOf } from '../../core/workload.ts';
import { UsageError } from '../../errors.ts';
import { clean, type Scope } from '../cluster/clean.ts';
import { connectUnaborted, type Client } from '../cluster/client.ts';
import { openCluster } from '../cluster/environment.ts';
import { readyPods } from '../cluster/facts.ts';
import { takeLease } from '../cluster/lease.ts';
import type { Environment, Progress } from '../environment.ts';
import { readBystanders } from './bystanders.ts';
import { openHome } from './home.ts';
import type { LiveObjects } from './live.ts';
import { createContextSources, type Replicas } from './sources.ts';

/** What a user decides about a run in a cluster whose workloads are somebody's. */
export interface ContextOptions {
  /** Namespace that holds what the run makes for itself. */
  readonly home: string;
  readonly source: SourceChoice;
  readonly replicas: Replicas;
  /** Probe pods at a time: stand-ins and clients. */
  readonly maxPods: number;
  readonly probeImage: string;
}

interface OpenOptions extends ContextOptions {
  readonly client: Client;
  /** Name of the cluster in reports. */
  readonly cluster: string;
  readonly live: LiveObjects;
  readonly scenario: Scenario;
  readonly runId: string;
  readonly progress: Progress;
}

/** Nodes whose enforcement is proven at the most; canaries are pods, too. */
const maxCanaries = 10;

/**
 * Opens a cluster that exists for one run. Nothing is created before every endpoint is known to have a Ready pod, and
 * all that the run creates goes with it.
 *
 * @throws {@link EnvironmentError} when an endpoint has no Ready pod.
 * @throws {@link UsageError} when the run would need more probe pods than it may have.
 */
export async function openContext(options: OpenOptions, signal: AbortSignal): Promise<Environment> {
  const { client, scenario, runId, live, home, progress, probeImage } = options;
  progress.step('Looking at the cluster');
  const namespaces = namespacesOf(scenario);
  const [pods, bystanders] = await Promise.all([
    findPods(options, signal),
    readBystanders(client, namespaces, live.manifests, signal),
  ]);
  checkCrowd(pods.length, options);
  const tidying = connectUnaborted(client.kubeConfig);
  await using undo = new AsyncDisposableStack();
  const owner = await openHome(client, home, runId, signal);
  undo.defer(async () => {
    if (owner.created) await clean(tidying, { runId, scopes: [{ kinds: [['v1', 'Namespace']] }] });
  });
  undo.use(await takeLease(tidying, { namespace: home, runId }, signal));
  progress.step('Removing what earlier runs left');
  await clean(tidying, { scopes: probeScopes(namespaces, home) });
  undo.defer(async () => {
    await clean(tidying, { runId, scopes: [...probeScopes(namespaces, home), ...appliedScopes(scenario)] });
  });
  const sources = createContextSources(
    client,
    { owner, image: probeImage, choice: options.source, replicas: options.replicas, bystanders },
    signal,
  );
  undo.defer(async () => await sources.stop());
  const nodes = [...new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? []))].slice(0, maxCanaries);
  const description = `cluster ${options.cluster}, whatever enforces policies there`;
  const environment = openCluster(
    { client, owner, sources, nodes: nodes.length > 0 ? nodes : [''], notes: [], description, probeImage, progress },
    signal,
  );
  const end = undo.move();
  return {
    ...environment,
    get notes() {
      return [...sourceNotes(sources.used()), ...unseenNotes(live)];
    },
    apply: async (manifests) => await environment.apply(manifests.filter(isAdded)),
    [Symbol.asyncDispose]: async () => await end.disposeAsync(),
  };
}

/** The namespaces that a scenario sends from or to. */
export function namespacesOf({ endpoints }: Scenario): string[] {
  return [
    ...new Set(endpoints.flatMap((one) => (one.kind === 'pods' || one.kind === 'client' ? [one.namespace] : []))),
  ];
}

/** The pods that send and receive, each once. */
async function findPods({ client, scenario, replicas }: OpenOptions, signal: AbortSignal): Promise<readonly V1Pod[]> {
  const endpoints = scenario.endpoints.filter((endpoint) => endpoint.kind === 'pods');
  const found = await Promise.all(
    endpoints.map(async (endpoint) => {
      const pods = await readyPods(client, endpoint, signal);
      return replicas === 'one' ? pods.slice(0, 1) : pods;
    }),
  );
  return [...new Map(found.flat().map((pod) => [pod.metadata?.uid, pod])).values()];
}

/** @throws {@link UsageError} when there would be too many probe pods. */
function checkCrowd(podCount: number, { scenario, source, replicas, maxPods }: OpenOptions): void {
  const clients = scenario.endpoints.flatMap((one) =>
    one.kind === 'client' ? [replicas === 'one' ? 1 : one.replicas] : [],
  );
  const standIns = source === 'auto' || source === 'stand-in' ? podCount : 0;
  const count = standIns + clients.reduce((sum, one) => sum + one, 0);
  if (count <= maxPods) return;
  throw new UsageError(
    `the run would have ${count} probe pods at a time, and may have ${maxPods}`,
    'Raise --max-pods, or take fewer with --replicas one, or none with --source ephemeral.',
  );
}

/** Where the run's own pods are, and the policies that try the canaries. */
function probeScopes(namespaces: readonly string[], home: string): Scope[] {
  return [
    ...namespaces.filter((namespace) => namespace !== home).map((namespace) => ({ namespace, kinds: [podKind] })),
    { namespace: home, kinds: [podKind, ['networking.k8s.io/v1', 'NetworkPolicy']] },
  ];
}

const podKind = ['v1', 'Pod'] as const;

/** Where the manifests of the scenario go. */
function appliedScopes({ stages }: Scenario): Scope[] {
  const objects = stages.flatMap(({ manifests }) => manifests.filter(isAdded).map(({ object }) => object));
  const scopes = objects.map((object): Scope => {
    const namespace = object.kind === 'Namespace' ? undefined : namespaceOf(object);
    return { namespace, kinds: [[object.apiVersion, object.kind]] };
  });
  return [...new Map(scopes.map((scope) => [JSON.stringify(scope), scope])).values()];
}

function isAdded({ live }: { readonly live?: boolean | undefined }): boolean {
  return live !== true;
}

function unseenNotes({ unseen }: LiveObjects): string[] {
  if (unseen.length === 0) return [];
  return [`Whether there are policies of other kinds is unknown: you may not list ${unseen.join(', ')}.`];
}

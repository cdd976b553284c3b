import { liveManifest } from '../kubernetes/live-objects.ts';
import type { Scenario } from '../model/scenario.ts';
import type { AccessRule } from '../rbac/access-rule.ts';
import { describeAccess } from '../rbac/describe-access.ts';
import { contractOf } from '../identity/contract.ts';
import { checkMayApply } from '../environments/existing/apply-list.ts';
import { checkRun } from '../environments/existing/check-run.ts';
import { canaryNodes } from '../environments/existing/existing-environment.ts';
import type { ExistingOptions } from '../environments/existing/existing-options.ts';
import { loadKubeconfig, type Kubeconfig } from '../environments/existing/kube-config.ts';
import { lookAt } from '../environments/existing/look.ts';
import { readLive, type LiveObjects } from '../environments/existing/read-live.ts';
import { lifetimeSeconds } from '../environments/lifetime.ts';
import { connect, type Client } from '../environments/cluster/client.ts';
import type { Progress } from '../environments/environment.ts';
import { endpointNamespaces, type EndpointNamespace } from '../scenario/endpoint-namespaces.ts';
import { readScenario, resolveAgainst } from './load.ts';

/** A scenario that was resolved against an existing cluster; nothing was created there. */
interface Prepared {
  readonly client: Client;
  /** What reports call the cluster. */
  readonly cluster: string;
  readonly scenario: Scenario;
  readonly live: LiveObjects;
  /** What the run has to be allowed; nothing where it only reads. */
  readonly access: readonly AccessRule[];
}

interface Watched {
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Reads a scenario and the cluster that it is about, and makes sure that a run may do there what it has to.
 *
 * @throws {@link ScenarioError} for what the scenario names and the cluster does not have.
 * @throws {@link UsageError} for a context that does not exist, or that manifests may not be applied to.
 * @throws {@link PermissionError} for what is not allowed there.
 */
export async function prepareExisting(
  scenarioPath: string,
  options: ExistingOptions,
  { progress, signal }: Watched,
): Promise<Prepared> {
  const { client, cluster } = connectTo(options, signal);
  progress.step(`Reading what stands in ${cluster}`);
  const read = await readScenario(scenarioPath, options);
  const endpoints = endpointNamespaces(read.draft);
  if (options.apply) await checkMayApply(cluster);
  const access = await checkRun(client, { ...options, endpoints, manifests: read.added.flat() });
  const live = await readNamespaces(client, { ...options, cluster, endpoints });
  return { client, cluster, scenario: resolveAgainst(read, live.manifests), live, access };
}

/**
 * Reads a scenario and the cluster that it is about, and nothing more.
 *
 * @throws {@link ScenarioError} and {@link UsageError} as {@link prepareExisting} does.
 */
export async function readExisting(
  scenarioPath: string,
  options: Kubeconfig & Pick<ExistingOptions, 'toolNamespace'>,
  { progress, signal }: Watched,
): Promise<Scenario> {
  const { client, cluster } = connectTo(options, signal);
  progress.step(`Reading what stands in ${cluster}`);
  const read = await readScenario(scenarioPath, { apply: false });
  const endpoints = endpointNamespaces(read.draft);
  const { manifests } = await readNamespaces(client, { ...options, cluster, endpoints });
  return resolveAgainst(read, manifests);
}

interface Places extends Pick<ExistingOptions, 'toolNamespace'> {
  readonly cluster: string;
  readonly endpoints: readonly EndpointNamespace[];
}

async function readNamespaces(client: Client, { cluster, endpoints, toolNamespace }: Places): Promise<LiveObjects> {
  const namespaces = [...new Set(endpoints.map(({ namespace }) => namespace))];
  const { manifests, unseen } = await readLive(client, cluster, namespaces);
  // The tool namespace may come into being with the run; one that stands comes after it, and counts.
  const made = liveManifest({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: toolNamespace } }, cluster);
  return { manifests: [made, ...manifests], unseen };
}

/** What a run would do to the cluster, how fast, and what it has to be allowed for that: whole sentences. */
export async function contractFor(
  prepared: Prepared,
  options: ExistingOptions & { readonly maxRate?: number | undefined },
): Promise<string[]> {
  const { runPlan } = await lookAt({ ...options, ...prepared });
  const { toolNamespace, maxPods, workers, maxRate } = options;
  const terms = { toolNamespace, nodes: canaryNodes(runPlan), maxPods, lifetimeSeconds, maxRate, workers };
  return [...contractOf(runPlan, terms), ...describeAccess(prepared.access)];
}

/** Clients for the cluster that a user named. */
export function connectTo(
  target: Kubeconfig,
  signal: AbortSignal,
): { readonly client: Client; readonly cluster: string } {
  const { kubeConfig, name } = loadKubeconfig(target);
  return { client: connect(kubeConfig, signal), cluster: name };
}

import type { Cell, Manifest, Scenario } from '../model/scenario.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import type { Environment, Progress } from '../environments/environment.ts';
import type { LiveObjects } from '../environments/existing/read-live.ts';
import { UsageError } from '../model/errors.ts';
import { readNetworkPolicies } from '../policy/read.ts';
import type { HostAddress } from '../survey/address.ts';
import { surroundingManifests, expandLive, type SurveyDraft } from '../survey/expand.ts';
import { expectedBy, predictLive } from '../survey/live-prediction.ts';
import { namespacesToRead } from '../survey/namespaces.ts';
import { questionDraft, readQuestion } from '../survey/question.ts';
import { standsOut } from '../survey/stands-out.ts';
import { surveyedFlows, type Answer, type NamespaceSurvey, type Survey } from '../survey/survey.ts';
import { surveyOf } from '../survey/survey-of.ts';
import { run } from '../run/run.ts';
import { throwIfInterrupted } from './throw-if-interrupted.ts';

/** A cluster that exists, as probing without a scenario needs it. */
export interface SurveyedCluster {
  /** Identifies the run in labels and reports. */
  readonly runId: string;
  /** Namespace of flowproof's own pods. */
  readonly toolNamespace: string;
  /** Every Namespace, and where the Service default/kubernetes is. */
  overview(): Promise<{ readonly namespaces: readonly Manifest[]; readonly apiServer: HostAddress }>;
  /** The workloads, Services and policies of some namespaces, and the policies that are for all. */
  read(namespaces: readonly string[]): Promise<LiveObjects>;
  /** Opens it to try a scenario's flows, given what stands there. */
  open(scenario: Scenario<Cell>, live: LiveObjects): Promise<Environment>;
}

export interface ProbeOptions {
  readonly namespace: string;
  readonly connectTimeoutMs: number;
  /** New connections per second at the most. @defaultValue any number */
  readonly maxRate?: number | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Probes a namespace as it is: all pairs of its workloads and of the namespaces that its policies name, DNS, the API
 * server, a stranger and, where an address outside is given, that and the metadata address.
 *
 * @throws {@link UsageError} for a namespace that is not there, or has nothing to probe.
 * @throws {@link InterruptedError} when the signal aborts.
 */
export async function survey(
  cluster: SurveyedCluster,
  { outside, ...options }: ProbeOptions & { readonly outside?: HostAddress | undefined },
): Promise<NamespaceSurvey> {
  const { namespace, progress } = options;
  progress.step(`Reading namespace ${namespace}`);
  const overview = await overviewFor(cluster, namespace);
  const { policies } = readNetworkPolicies((await cluster.read([namespace])).manifests);
  const { names, notes } = namespacesToRead(namespace, policies, overview.labels);
  const live = await cluster.read(names);
  const { draft, notes: ownNotes } = surveyOf({ ...overview, namespace, manifests: live.manifests, outside });
  const { observed, ...surveyed } = await probe(cluster, { draft, overview, live }, options);
  return {
    ...surveyed,
    namespace,
    draft,
    observed: { ...observed, notes: [...observed.notes, ...notes, ...ownNotes] },
    standsOut: standsOut(namespace, surveyed),
  };
}

/**
 * Tries one flow between live objects.
 *
 * @throws {@link UsageError} for a workload, Service, namespace or port that is not there.
 * @throws {@link InterruptedError} when the signal aborts.
 */
export async function ask(
  cluster: SurveyedCluster,
  { from, to, ...options }: ProbeOptions & { readonly from: string; readonly to: string },
): Promise<Answer> {
  const { namespace, progress } = options;
  progress.step('Reading the cluster');
  const overview = await overviewFor(cluster, namespace);
  const question = readQuestion({ from, to, namespace }, [...overview.labels.keys()]);
  const live = await cluster.read(question.namespaces);
  const draft = questionDraft(question, { ...overview, manifests: live.manifests });
  const { observed, predicted, flows } = await probe(cluster, { draft, overview, live }, options);
  const [prediction] = predicted.predictions;
  if (!prediction) throw new Error(`no flow from ${from} to ${to}`);
  return { observed, prediction, foreign: predicted.foreign, flow: flows[0] };
}

interface Subject {
  readonly draft: SurveyDraft;
  readonly overview: Overview;
  readonly live: LiveObjects;
}

async function probe(
  cluster: SurveyedCluster,
  { draft, overview, live }: Subject,
  { connectTimeoutMs, maxRate, progress, signal }: ProbeOptions,
): Promise<Survey> {
  const scenario = expandLive(draft, [...surroundingManifests(overview), ...live.manifests]);
  const predicted = predictLive(scenario);
  const observed = await run(scenario, {
    runId: cluster.runId,
    open: async () => await cluster.open(scenario, live),
    expect: expectedBy(predicted.predictions),
    connectTimeoutMs,
    maxRate,
    apply: false,
    rounds,
    progress,
    signal,
  });
  throwIfInterrupted(observed);
  const observations = observed.stages.flatMap((stage) => stage.observations);
  return { scenario, predicted, observed, flows: surveyedFlows(observations, predicted.predictions) };
}

/** What is silent although the policies allow it is tried once more: two timeouts in all. */
const rounds = 2;

/** What is known of a cluster before its namespaces are read. */
interface Overview {
  readonly toolNamespace: string;
  readonly apiServer: HostAddress;
  readonly namespaces: readonly Manifest[];
  /** Labels by namespace. */
  readonly labels: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

async function overviewFor(cluster: SurveyedCluster, namespace: string): Promise<Overview> {
  const { namespaces, apiServer } = await cluster.overview();
  const labels = new Map(namespaces.map(({ object: { metadata } }) => [metadata.name, metadata.labels ?? {}]));
  if (labels.has(namespace)) return { toolNamespace: cluster.toolNamespace, apiServer, namespaces, labels };
  throw new UsageError(
    `there is no namespace "${namespace}"${didYouMean(namespace, [...labels.keys()])}`,
    'List them with: kubectl get namespaces',
  );
}

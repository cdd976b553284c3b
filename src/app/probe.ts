import type { FlowResult, Report } from '../model/report.ts';
import type { Manifest, Scenario } from '../model/scenario.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import type { Environment, Progress } from '../environments/environment.ts';
import type { LiveObjects } from '../environments/existing/read-live.ts';
import { UsageError } from '../model/errors.ts';
import type { Explanation } from '../analysis/explain.ts';
import { readNetworkPolicies } from '../policy/read.ts';
import type { HostAddress } from '../survey/address.ts';
import { surroundingManifests, expandLive } from '../survey/expand.ts';
import { withPredictions, type Predicted, type PredictedFlow } from '../survey/meaning.ts';
import { namespacesToRead } from '../survey/namespaces.ts';
import { questionScenario, readQuestion } from '../survey/question.ts';
import { standsOut, type StandOut } from '../survey/stands-out.ts';
import { surveyScenario } from '../survey/survey-scenario.ts';
import { run } from '../run/run.ts';

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
  open(scenario: Scenario, live: LiveObjects): Promise<Environment>;
}

export interface ProbeOptions {
  readonly namespace: string;
  readonly connectTimeoutMs: number;
  /** New connections per second at the most. @defaultValue any number */
  readonly maxRate?: number | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** A namespace as it was observed. */
export interface Survey {
  readonly namespace: string;
  readonly file: ScenarioFile;
  readonly predicted: Predicted;
  readonly report: Report;
  readonly results: readonly FlowResult[];
  readonly standsOut: readonly StandOut[];
}

/** One flow as it was observed, beside what the policies mean. */
export interface Answer {
  readonly report: Report;
  readonly explanation: Explanation & { readonly prediction: PredictedFlow };
  /** Absent where the run ended before it was known. */
  readonly result?: FlowResult | undefined;
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
): Promise<Survey> {
  const { namespace, progress } = options;
  progress.step(`Reading namespace ${namespace}`);
  const overview = await overviewFor(cluster, namespace);
  const { policies } = readNetworkPolicies((await cluster.read([namespace])).manifests);
  const { names, notes } = namespacesToRead(namespace, policies, overview.labels);
  const live = await cluster.read(names);
  const drawn = surveyScenario({ ...overview, namespace, manifests: live.manifests, outside });
  const predicted = withPredictions(expandLive(drawn.file, [...surroundingManifests(overview), ...live.manifests]));
  const report = await probe(cluster, predicted.scenario, live, options);
  const results = resultsOf(report);
  return {
    namespace,
    file: drawn.file,
    predicted,
    report: { ...report, notes: [...report.notes, ...notes, ...drawn.notes] },
    results,
    standsOut: standsOut({ ...predicted, namespace, results }),
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
  const file = questionScenario(question, { ...overview, manifests: live.manifests });
  const { scenario, simulated, predictions } = withPredictions(
    expandLive(file, [...surroundingManifests(overview), ...live.manifests]),
  );
  const [prediction] = predictions;
  if (!prediction) throw new Error(`no flow from ${from} to ${to}`);
  const report = await probe(cluster, scenario, live, options);
  const explanation = { stage: simulated.stage.name, prediction, foreign: simulated.foreign };
  return { report, explanation, result: resultsOf(report)[0] };
}

async function probe(
  cluster: SurveyedCluster,
  scenario: Scenario,
  live: LiveObjects,
  { connectTimeoutMs, maxRate, progress, signal }: ProbeOptions,
): Promise<Report> {
  return await run(scenario, {
    runId: cluster.runId,
    open: async () => await cluster.open(scenario, live),
    connectTimeoutMs,
    maxRate,
    apply: false,
    rounds,
    progress,
    signal,
  });
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

function resultsOf({ stages }: Report): readonly FlowResult[] {
  return stages.flatMap(({ results }) => results);
}

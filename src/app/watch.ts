import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { watchFolders } from './changes.ts';
import type { Report } from '../model/report.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Progress } from '../environments/environment.ts';
import { environmentAt } from '../environments/netns/netns-environment.ts';
import { raiseCluster, type NetnsOptions, type StandingCluster } from '../environments/netns/standing-cluster.ts';
import { FlowproofError, InterruptedError } from '../model/errors.ts';
import { loadScenario, readManifestTexts, scenarioFile } from './load.ts';
import { isNetworkPolicy } from '../policy/read.ts';
import { prove } from './prove.ts';
import { checkFaults } from './target.ts';

export interface WatchOptions extends NetnsOptions {
  readonly connectTimeoutMs: number;
  /** The stage to prove. @defaultValue the last */
  readonly stage?: string | undefined;
  /** Made anew for every proof. */
  readonly createProgress: () => Promise<Progress & Disposable>;
  readonly signal: AbortSignal;
  /** Told of every proof. */
  readonly onReport: (report: Report) => Promise<void>;
  /** Told of a scenario that cannot be run as it was saved. */
  readonly onProblem: (problem: FlowproofError) => void;
}

/** A cluster that stands between proofs, and what it was made for. */
interface Standing {
  readonly cluster: StandingCluster;
  readonly madeFor: string;
}

/**
 * Proves one stage of a scenario in network namespaces, again after every save of one of its files, until the signal
 * aborts. The cluster stands in between as long as nothing but policies and flows change.
 *
 * @throws {@link InterruptedError} when the signal aborts.
 * @throws {@link UsageError} when there is no such scenario.
 */
export async function watch(path: string, options: WatchOptions): Promise<never> {
  const { signal, onReport, onProblem } = options;
  const file = await scenarioFile(path);
  let folders = [dirname(file)];
  let standing: Standing | undefined;
  try {
    for (;;) {
      using changes = watchFolders(folders, signal);
      try {
        const scenario = await loadScenario(path);
        folders = foldersOf(scenario);
        checkFaults(options.faults, scenario);
        standing = await keep(standing, scenario, options);
        await onReport(await proveOnce(standing.cluster, scenario, options));
      } catch (error) {
        if (!(error instanceof FlowproofError) || error instanceof InterruptedError) throw error;
        onProblem(error);
      }
      await changes.next();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new InterruptedError('interrupted', 'Nothing is left of the network namespaces.', { cause: error });
  } finally {
    await standing?.cluster[Symbol.asyncDispose]();
  }
}

async function keep(standing: Standing | undefined, scenario: Scenario, options: WatchOptions): Promise<Standing> {
  const { signal } = options;
  const { endpoints, stages } = scenario;
  const workloads = stages.flatMap(({ manifests }) => manifests.filter((manifest) => !isNetworkPolicy(manifest)));
  const madeFor = JSON.stringify([endpoints, workloads.map(({ object }) => object)]);
  if (standing?.madeFor === madeFor) return standing;
  await standing?.cluster[Symbol.asyncDispose]();
  const cluster = await raiseCluster({ ...options, endpoints, keep: false }, signal);
  return { cluster, madeFor };
}

async function proveOnce(cluster: StandingCluster, scenario: Scenario, options: WatchOptions): Promise<Report> {
  const { connectTimeoutMs, signal, stage = scenario.stages.at(-1)?.name } = options;
  const runId = randomBytes(4).toString('hex');
  const environment = environmentAt(cluster, { ...options, runId, scenario }, signal);
  using progress = await options.createProgress();
  const open = async (): Promise<typeof environment> => await Promise.resolve(environment);
  const manifestTexts = await readManifestTexts(scenario);
  const common = { runId, open, manifestTexts, connectTimeoutMs, progress, signal };
  return await prove(scenario, { ...common, stage, apply: true });
}

function foldersOf({ file, stages }: Scenario): string[] {
  const files = stages.flatMap(({ manifests }) => manifests.map(({ position }) => position.file));
  return [...new Set([file, ...files].map((one) => dirname(one)))];
}

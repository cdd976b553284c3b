import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowResult, Report } from '../../src/model/report.ts';
import { loadScenario } from '../../src/app/load.ts';
import type { KindOptions } from '../../src/environments/kind/kind-options.ts';
import { simulate } from '../../src/simulation/simulate.ts';
import { verify, type VerifyOptions } from '../../src/app/verify.ts';
import { scenarioOf, type Expectations } from './scenario.ts';
import type { GeneratedWorld } from './world.ts';

/** A flow that network namespaces or the simulator judge other than Calico. */
interface Disagreement {
  /** Index of the world. */
  readonly world: number;
  readonly flow: string;
  readonly calico: string;
  readonly netns: string;
  readonly simulated: string;
}

/** What all three made of the same worlds. */
export interface Comparison {
  readonly cells: number;
  readonly disagreements: readonly Disagreement[];
}

/**
 * Simulates every flow of the worlds and observes it in network namespaces, then on a kind cluster, where what was seen first is what is
 * expected: so only what differs is tried again there.
 *
 * @throws when either run fails, or leaves a flow without a verdict.
 */
export async function compare(worlds: readonly GeneratedWorld[], kind: KindOptions): Promise<Comparison> {
  const inNetns = { target: { netns: {} }, connectTimeoutMs: 1000 };
  const { results, predictions } = await observe(worlds, () => 'allowed', inNetns);
  const seen = new Map(results.map((result) => [nameOf(result), result.verdict]));
  const { results: real } = await observe(
    worlds,
    (from, to) => (seen.get(`${from} → ${to}`) === 'allowed' ? 'allowed' : 'blocked'),
    { target: { kind } },
  );
  const disagreements = real.flatMap((result): Disagreement[] => {
    const flow = nameOf(result);
    const simulated = predictions.get(flow) ?? 'not simulated';
    const netns = seen.get(flow) ?? 'not probed';
    const calico = result.verdict;
    if (calico === netns && calico === simulated) return [];
    return [{ world: Number(/^w(\d+)/.exec(flow)?.[1]), flow, calico, netns, simulated }];
  });
  return { cells: real.length, disagreements };
}

async function observe(
  worlds: readonly GeneratedWorld[],
  expectations: Expectations,
  options: VerifyOptions,
): Promise<{ readonly results: readonly FlowResult[]; readonly predictions: ReadonlyMap<string, string> }> {
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-agreement-'));
  const { scenario, manifests } = scenarioOf(worlds, expectations);
  // JSON is YAML.
  await writeFile(join(folder, 'scenario.yaml'), JSON.stringify(scenario));
  await writeFile(join(folder, 'manifests.yaml'), manifests.map((object) => JSON.stringify(object)).join('\n---\n'));
  const predictions = simulate(await loadScenario(folder)).flatMap((stage) => stage.predictions);
  const report: Report = await verify(folder, options);
  if (report.failure) throw new Error(`${folder}: ${report.failure.message}`);
  await rm(folder, { recursive: true });
  return {
    results: report.stages.flatMap(({ results }) => results),
    predictions: new Map(predictions.map(({ flow, verdict }) => [nameOf({ flow }), verdict])),
  };
}

function nameOf({ flow: { from, to, port } }: Pick<FlowResult, 'flow'>): string {
  return `${from} → ${to}:${port.number}${port.protocol === 'tcp' ? '' : `/${port.protocol}`}`;
}

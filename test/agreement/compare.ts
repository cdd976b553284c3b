import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowResult, Report } from '../../src/core/model.ts';
import { verify, type VerifyOptions } from '../../src/verify.ts';
import { scenarioOf, type Expectations } from './scenario.ts';
import type { GeneratedWorld } from './world.ts';

/** A flow that two environments judge differently. */
interface Disagreement {
  /** Index of the world. */
  readonly world: number;
  readonly flow: string;
  readonly netns: string;
  readonly calico: string;
}

/** What two environments made of the same worlds. */
export interface Comparison {
  readonly cells: number;
  readonly disagreements: readonly Disagreement[];
}

/**
 * Observes every flow of the worlds in network namespaces, then on a kind cluster, where what was seen first is what is
 * expected: so only what differs is tried again there.
 *
 * @throws when either run fails, or leaves a flow without a verdict.
 */
export async function compare(worlds: readonly GeneratedWorld[], kind: VerifyOptions['kind']): Promise<Comparison> {
  const simulated = await observe(worlds, () => 'allowed', { environment: 'netns', kind, connectTimeoutMs: 1000 });
  const seen = new Map(simulated.map((result) => [nameOf(result), result.verdict]));
  const real = await observe(
    worlds,
    (from, to) => (seen.get(`${from} → ${to}`) === 'allowed' ? 'allowed' : 'blocked'),
    {
      environment: 'kind',
      kind,
    },
  );
  const disagreements = real.flatMap((result): Disagreement[] => {
    const flow = nameOf(result);
    const netns = seen.get(flow) ?? 'not probed';
    return result.verdict === netns
      ? []
      : [{ world: Number(/^w(\d+)/.exec(flow)?.[1]), flow, netns, calico: result.verdict }];
  });
  return { cells: real.length, disagreements };
}

async function observe(
  worlds: readonly GeneratedWorld[],
  expectations: Expectations,
  options: VerifyOptions,
): Promise<readonly FlowResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-agreement-'));
  const { scenario, manifests } = scenarioOf(worlds, expectations);
  // JSON is YAML.
  await writeFile(join(folder, 'scenario.yaml'), JSON.stringify(scenario));
  await writeFile(join(folder, 'manifests.yaml'), manifests.map((object) => JSON.stringify(object)).join('\n---\n'));
  const report: Report = await verify(folder, options);
  if (report.failure) throw new Error(`${folder}: ${report.failure.message}`);
  await rm(folder, { recursive: true });
  return report.stages.flatMap(({ results }) => results);
}

function nameOf({ flow: { from, to, port } }: FlowResult): string {
  return `${from} → ${to}:${port.number}${port.protocol === 'tcp' ? '' : `/${port.protocol}`}`;
}

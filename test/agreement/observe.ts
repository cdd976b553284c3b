import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadScenario } from '../../src/app/load.ts';
import { verify, type VerifyOptions } from '../../src/app/verify.ts';
import { connectionsOf } from '../../src/connections/connections.ts';
import { transportOf } from '../../src/kubernetes/port.ts';
import { flowLabel } from '../../src/model/label.ts';
import type { Flow, Manifest } from '../../src/model/scenario.ts';
import type { World } from '../../src/policy/world.ts';
import { standingIn } from '../../src/scenario/standing-in.ts';
import { simulate } from '../../src/simulation/simulate.ts';
import { verdictIn } from '../helpers/connections.ts';
import { scenarioOf, type Expectations } from './scenario.ts';
import type { GeneratedWorld } from './world.ts';

/** What became of a flow, and what was said of it without trying. */
export interface ObservedFlow {
  readonly flow: string;
  readonly observed: string;
  readonly simulated: string;
  /** Whether it is among all connections that the policies allow. */
  readonly connections: string;
}

/**
 * Tries every flow of some worlds.
 *
 * @throws when the run fails.
 */
export async function observe(
  worlds: readonly GeneratedWorld[],
  expectations: Expectations,
  options: VerifyOptions,
): Promise<ObservedFlow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-agreement-'));
  const written = scenarioOf(worlds, expectations);
  // JSON is YAML.
  await writeFile(join(folder, 'scenario.yaml'), JSON.stringify(written.scenario));
  const manifests = written.manifests.map((object) => JSON.stringify(object));
  await writeFile(join(folder, 'manifests.yaml'), manifests.join('\n---\n'));
  const scenario = await loadScenario(folder);
  const [stage] = simulate(scenario);
  if (!stage) throw new Error('no stage');
  const predictions = new Map(stage.predictions.map(({ flow, verdict }) => [flowLabel(flow), verdict]));
  const connected = amongConnections(stage.world, standingIn(scenario));
  const { failure, stages } = await verify(folder, options);
  if (failure) throw new Error(`${folder}: ${failure.message}`);
  await rm(folder, { recursive: true });
  return stages.flatMap(({ results }) =>
    results.map(({ flow, verdict }) => ({
      flow: flowLabel(flow),
      observed: verdict,
      simulated: predictions.get(flowLabel(flow)) ?? 'not simulated',
      connections: connected(flow),
    })),
  );
}

/** Every endpoint is one pod of its name, whose Service leads to the ports that it has itself. */
function amongConnections(world: World, manifests: readonly Manifest[]): (flow: Flow) => string {
  const verdictOf = verdictIn(connectionsOf({ world, manifests }));
  const pods = new Map(world.pods.map((pod) => [pod.name, { kind: 'pod', pod } as const]));
  return ({ from, to, port }) => {
    const [sender, receiver] = [pods.get(from), pods.get(to)];
    if (!sender || !receiver) return 'no pod';
    return verdictOf({ from: sender, to: receiver, port: port.number, protocol: transportOf(port.protocol) });
  };
}

import type { System } from '../connections/matrix.ts';
import { impliedNamespaces } from '../kubernetes/implied-namespaces.ts';
import { relocated } from '../kubernetes/relocated.ts';
import { ScenarioError, UsageError } from '../model/errors.ts';
import type { Manifest, Scenario } from '../model/scenario.ts';
import { planAddresses } from '../policy/addresses.ts';
import { buildWorld } from '../policy/build-world.ts';
import { refusedAmong } from '../policy/refused.ts';
import { standingIn } from '../scenario/standing-in.ts';
import { worldsOf } from '../simulation/scenario-world.ts';
import { loadManifests } from './load-manifests.ts';

/** A system, and the scenario that it was read from, if it was. */
export interface LoadedSystem extends System {
  readonly scenario?: Scenario;
}

/**
 * Reads a system from a scenario, as it is at its last stage, or from manifests.
 *
 * @param command - What the user called.
 * @param nameOf - What a reader knows a file by. @defaultValue its path
 * @throws {@link UsageError} when a path cannot be read, or more than one system is named.
 * @throws {@link ScenarioError} with every problem of syntax, and what an API server would refuse.
 */
export async function loadSystem(
  paths: readonly string[],
  command: string,
  nameOf: (file: string) => string = (file) => file,
): Promise<LoadedSystem> {
  const { scenarios, manifests } = await loadManifests(paths, command);
  const [scenario, another] = scenarios;
  const named = (own: readonly Manifest[]): Manifest[] => own.map((manifest) => relocated(manifest, nameOf));
  if (!scenario) return systemOf(named(manifests));
  if (!another && manifests.length === 0) {
    const stages = scenario.stages.map((stage) => ({ ...stage, manifests: named(stage.manifests) }));
    return systemOfScenario({ ...scenario, stages });
  }
  const what = another ? `${scenarios.length} scenarios` : 'a scenario, and manifests that it does not name';
  throw new UsageError(`${paths.join(', ')} holds ${what}: each is a system of its own`, 'Name one of them.');
}

function systemOf(manifests: readonly Manifest[]): System {
  const problems = refusedAmong(manifests);
  if (problems.length > 0) throw new ScenarioError(problems, 'The API server would refuse this. Correct the file.');
  return { manifests, world: buildWorld([...impliedNamespaces(manifests), ...manifests], planAddresses('ipv4')) };
}

function systemOfScenario(scenario: Scenario): LoadedSystem {
  const world = worldsOf(scenario).at(-1);
  if (!world) throw new Error(`${scenario.name} has no stage`);
  return { manifests: standingIn(scenario), world, scenario };
}

import type { System } from '../connections/matrix.ts';
import { relocated } from '../kubernetes/relocated.ts';
import { ScenarioError, UsageError } from '../model/errors.ts';
import type { Manifest, Scenario } from '../model/scenario.ts';
import { planAddresses } from '../policy/addresses.ts';
import { buildWorld } from '../policy/build-world.ts';
import { refusedAmong } from '../policy/refused.ts';
import { standingIn } from '../scenario/standing-in.ts';
import { worldsOf } from '../simulation/scenario-world.ts';
import { loadManifests } from './load-manifests.ts';

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
): Promise<System> {
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
  return { manifests, world: buildWorld([...namespacesFor(manifests), ...manifests], planAddresses('ipv4')) };
}

/** The namespaces that manifests are for, of which no more is known than the name; those that they create come after these, and count. */
function namespacesFor(manifests: readonly Manifest[]): Manifest[] {
  return manifests.flatMap((manifest) => {
    const name = manifest.object.metadata.namespace;
    return name ? [{ ...manifest, object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } } }] : [];
  });
}

function systemOfScenario(scenario: Scenario): System {
  const world = worldsOf(scenario).at(-1);
  if (!world) throw new Error(`${scenario.name} has no stage`);
  return { manifests: standingIn(scenario), world };
}

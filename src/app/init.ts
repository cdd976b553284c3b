import { suggest } from '../analysis/suggest/suggest.ts';
import type { Unsolved } from '../analysis/suggest/unsolved.ts';
import type { Wishes } from '../init/initial-scenario.ts';
import { initialReadme } from '../init/readme.ts';
import { isNetworkPolicy } from '../policy/read.ts';
import { isProtectedBy } from '../scenario/fallback.ts';
import { writeScenario } from '../survey/write-scenario.ts';
import { shorten } from './load.ts';
import { writeNewFiles } from './new-files.ts';
import { draftOf, namespacesFile, readSystem, workloadsFile, type SystemOptions } from './new-system.ts';

/** A folder that is to be, and what its scenario is to say. */
export interface InitOptions extends SystemOptions, Omit<Wishes, 'name' | 'manifests'> {}

/** What was written. */
export interface Initialized {
  /** Paths of the files. */
  readonly files: readonly string[];
  /** Policies that were there already, so that none was written. */
  readonly ownPolicies: number;
  /** What of a cluster is not in the scenario, in whole sentences. */
  readonly notes: readonly string[];
  /** Flows that the policies that were written do not make come out as declared. */
  readonly unsolved: readonly Unsolved[];
}

const policiesFile = 'policies.yaml';

/**
 * Writes a folder with a first scenario, the policies that make it true, and a word on both.
 *
 * @throws {@link UsageError} and {@link ScenarioError} when the folder has one of the files already, a manifest cannot be read,
 * or what was declared makes no scenario; nothing is written then.
 */
export async function init(options: InitOptions): Promise<Initialized> {
  const system = await readSystem(options);
  const { name, folder, paths, workloads, notes } = system;
  const { content, scenario, namespaces } = await draftOf(system, options);
  const ownPolicies = system.manifests.filter(isNetworkPolicy).length;
  const stage = scenario.stages.at(-1);
  const clients = scenario.endpoints.filter(
    (one) => one.kind === 'client' && isProtectedBy(content.protect ?? [], one),
  );
  const names = clients.map((client) => client.name);
  const { yaml, unsolved } = ownPolicies === 0 && stage ? suggest(scenario, stage, names) : { yaml: '', unsolved: [] };
  const made = { [namespacesFile]: namespaces, [workloadsFile]: workloads, [policiesFile]: yaml };
  const files = [...paths, ...Object.entries(made).flatMap(([one, text]) => (text === '' ? [] : [one]))];
  const texts = {
    'scenario.yaml': writeScenario({ ...content, ...(files.length > 0 ? { manifests: files } : {}) }),
    ...made,
    'README.md': initialReadme({ name, folder: shorten(folder) || '.' }),
  };
  return { files: await writeNewFiles(folder, texts), ownPolicies, unsolved, notes };
}

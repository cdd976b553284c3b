import { basename, join, relative, resolve } from 'node:path';
import { suggest } from '../analysis/suggest/suggest.ts';
import type { Unsolved } from '../analysis/suggest/unsolved.ts';
import { initialReadme } from '../init/readme.ts';
import { initialScenario, missingNamespaces, type Wishes } from '../init/initial-scenario.ts';
import { standIns } from '../init/stand-ins.ts';
import { writeStandIns } from '../init/write-stand-ins.ts';
import { parseManifests } from '../kubernetes/manifests.ts';
import { yamlString } from '../kubernetes/yaml-string.ts';
import { ScenarioError, UsageError } from '../model/errors.ts';
import type { Manifest } from '../model/scenario.ts';
import { isNetworkPolicy } from '../policy/read.ts';
import { isProtectedBy } from '../scenario/fallback.ts';
import { parseScenario, resolveScenario } from '../scenario/parse-scenario.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import { writeScenario } from '../survey/write-scenario.ts';
import { readManifestsOf, shorten } from './load.ts';
import { writeNewFiles } from './new-files.ts';

/** A folder that is to be, and what its scenario is to say. */
export interface InitOptions extends Omit<Wishes, 'name' | 'manifests'> {
  readonly folder: string;
  /** Files and folders of the manifests that there are, as the user wrote them. */
  readonly manifests: readonly string[];
  /** What stands in namespaces of a cluster, to be written down beside the scenario. */
  readonly live?: readonly Manifest[] | undefined;
}

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

const namespacesFile = 'namespaces.yaml';
const policiesFile = 'policies.yaml';
const workloadsFile = 'workloads.yaml';

/**
 * Writes a folder with a first scenario, the policies that make it true, and a word on both.
 *
 * @throws {@link UsageError} and {@link ScenarioError} when the folder has one of the files already, a manifest cannot be read,
 * or what was declared makes no scenario; nothing is written then.
 */
export async function init({
  folder: path,
  manifests: paths,
  live = [],
  ...wishes
}: InitOptions): Promise<Initialized> {
  const folder = resolve(path);
  const file = join(folder, 'scenario.yaml');
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const own = paths.map((one) => relative(folder, resolve(one)));
  // Of a folder all files are read: the scenario would be one of its own manifests.
  if (own.includes('')) throw new UsageError('manifests and scenario need a folder each', 'Name another folder.');
  const read = own.length > 0 ? await understood(file, { name, manifests: own, endpoints: {} }, readManifestsOf) : [];
  const { objects, notes } = standIns(live);
  const workloads = writeStandIns(objects);
  const given = [...read, ...parseManifests(workloads, workloadsFile).manifests];
  const content = initialScenario({ ...wishes, name, manifests: given });
  if (content.protect?.length === 0)
    throw new UsageError(
      'there is nothing to protect',
      'Name manifests with workloads, or what --protect is to close.',
    );
  const namespaces = missingNamespaces(content, given).map(writeNamespace).join('---\n');
  const all = [...parseManifests(namespaces, namespacesFile).manifests, ...given];
  const scenario = await understood(file, content, (draft) => resolveScenario(draft, [all]));
  const ownPolicies = given.filter(isNetworkPolicy).length;
  const stage = scenario.stages.at(-1);
  const clients = scenario.endpoints.filter(
    (one) => one.kind === 'client' && isProtectedBy(content.protect ?? [], one),
  );
  const names = clients.map((client) => client.name);
  const { yaml, unsolved } = ownPolicies === 0 && stage ? suggest(scenario, stage, names) : { yaml: '', unsolved: [] };
  const made = { [namespacesFile]: namespaces, [workloadsFile]: workloads, [policiesFile]: yaml };
  const files = [...own, ...Object.entries(made).flatMap(([one, text]) => (text === '' ? [] : [one]))];
  const texts = {
    'scenario.yaml': writeScenario({ ...content, ...(files.length > 0 ? { manifests: files } : {}) }),
    ...made,
    'README.md': initialReadme({ name, folder: shorten(folder) || '.' }),
  };
  return { files: await writeNewFiles(folder, texts), ownPolicies, unsolved, notes };
}

function writeNamespace(name: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${yamlString(name)} }\n`;
}

type Draft = ReturnType<typeof parseScenario>;

/** Reads a scenario that is not written yet. Nobody could look at a place in it, so that its problems are told without. */
async function understood<T>(file: string, content: ScenarioFile, read: (draft: Draft) => T | Promise<T>): Promise<T> {
  try {
    return await read(parseScenario(writeScenario(content), file));
  } catch (error) {
    if (!(error instanceof ScenarioError) || error.problems.some(({ position }) => position.file !== file)) throw error;
    const problems = new Set(error.problems.map(({ text }) => text));
    throw new UsageError([...problems].join('\n'), 'Nothing was written. Correct the options and run again.');
  }
}

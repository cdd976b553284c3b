import { basename, join, relative, resolve } from 'node:path';
import { initialScenario, missingNamespaces, type Wishes } from '../init/initial-scenario.ts';
import { standIns } from '../init/stand-ins.ts';
import { writeStandIns } from '../init/write-stand-ins.ts';
import { parseManifests } from '../kubernetes/manifests.ts';
import { yamlString } from '../kubernetes/yaml-string.ts';
import { ScenarioError, UsageError } from '../model/errors.ts';
import type { Manifest, Scenario } from '../model/scenario.ts';
import { refusedAmong } from '../policy/refused.ts';
import { parseScenario, resolveScenario, type ScenarioDraft } from '../scenario/parse-scenario.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import { writeScenario } from '../survey/write-scenario.ts';
import { readManifestsOf } from './load.ts';

/** Where a system without a scenario is to be read, and the folder that its scenario is to have. */
export interface SystemOptions {
  readonly folder: string;
  /** Files and folders of the manifests that there are, as the user wrote them. */
  readonly manifests: readonly string[];
  /** What stands in namespaces of a cluster, to be written down beside the scenario. */
  readonly live?: readonly Manifest[] | undefined;
}

/** A system that has no scenario yet. */
export interface NewSystem {
  readonly name: string;
  /** Absolute path of the folder that is to be. */
  readonly folder: string;
  /** Paths of the manifests that there are, from that folder. */
  readonly paths: readonly string[];
  /** What stood in the cluster, as a file for that folder; empty where none was read. */
  readonly workloads: string;
  readonly manifests: readonly Manifest[];
  /** What of a cluster is not in the scenario, in whole sentences. */
  readonly notes: readonly string[];
}

const correct = 'Nothing was written. Correct the options and run again.';

export const workloadsFile = 'workloads.yaml';
export const namespacesFile = 'namespaces.yaml';

/**
 * Reads what is to get a scenario, and writes nothing.
 *
 * @throws {@link UsageError} and {@link ScenarioError} for manifests that cannot be read, or that would be in the folder.
 */
export async function readSystem({ folder: path, manifests: given, live = [] }: SystemOptions): Promise<NewSystem> {
  const folder = resolve(path);
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const paths = given.map((one) => relative(folder, resolve(one)));
  // Of a folder all files are read: the scenario would be one of its own manifests.
  if (paths.includes('')) throw new UsageError('manifests and scenario need a folder each', 'Name another folder.');
  const content = { name, manifests: paths, endpoints: {} };
  const read = paths.length > 0 ? await understood(folder, content, readManifestsOf) : [];
  const { objects, notes } = standIns(live);
  const workloads = writeStandIns(objects);
  const manifests = [...read, ...parseManifests(workloads, workloadsFile).manifests];
  return { name, folder, paths, workloads, manifests, notes };
}

/** A first scenario before it is written. */
export interface InitialDraft {
  readonly content: ScenarioFile;
  readonly scenario: Scenario;
  /** The namespaces that nobody creates, as a file; empty where there are none. */
  readonly namespaces: string;
}

/**
 * The scenario that a system gets for what is wished of it.
 *
 * @throws {@link UsageError} when that is none.
 */
export async function draftOf(system: NewSystem, wishes: Omit<Wishes, 'name' | 'manifests'>): Promise<InitialDraft> {
  const { name, folder, manifests } = system;
  const content = initialScenario({ ...wishes, name, manifests });
  if (content.protect?.length === 0)
    throw new UsageError(
      'there is nothing to protect',
      'Name manifests with workloads, or what --protect is to close.',
    );
  const namespaces = missingNamespaces(content, manifests).map(writeNamespace).join('---\n');
  const own = parseManifests(namespaces, namespacesFile).manifests;
  const refused = refusedAmong(own).map(({ text }) => text);
  if (refused.length > 0) throw new UsageError(refused.join('\n'), correct);
  const scenario = await understood(folder, content, (draft) => resolveScenario(draft, [[...own, ...manifests]]));
  return { content, scenario, namespaces };
}

function writeNamespace(name: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${yamlString(name)} }\n`;
}

/** Reads a scenario that is not written yet. Nobody could look at a place in it, so that its problems are told without. */
async function understood<T>(
  folder: string,
  content: ScenarioFile,
  read: (draft: ScenarioDraft) => T | Promise<T>,
): Promise<T> {
  const file = join(folder, 'scenario.yaml');
  try {
    return await read(parseScenario(writeScenario(content), file));
  } catch (error) {
    if (!(error instanceof ScenarioError) || error.problems.some(({ position }) => position.file !== file)) throw error;
    const problems = new Set(error.problems.map(({ text }) => text));
    throw new UsageError([...problems].join('\n'), correct);
  }
}

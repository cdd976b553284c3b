import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { suggest } from '../analysis/suggest/suggest.ts';
import type { Unsolved } from '../analysis/suggest/unsolved.ts';
import { initialReadme } from '../init/readme.ts';
import { initialScenario, missingNamespaces, type Wishes } from '../init/initial-scenario.ts';
import { fileProblem } from '../environments/plain-file.ts';
import { parseManifests } from '../kubernetes/manifests.ts';
import { yamlString } from '../kubernetes/yaml-string.ts';
import { ScenarioError, UsageError } from '../model/errors.ts';
import { isNetworkPolicy } from '../policy/read.ts';
import { isProtectedBy } from '../scenario/fallback.ts';
import { parseScenario, resolveScenario } from '../scenario/parse-scenario.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import { writeScenario } from '../survey/write-scenario.ts';
import { readManifestsOf, shorten } from './load.ts';

/** A folder that is to be, and what its scenario is to say. */
export interface InitOptions extends Omit<Wishes, 'name' | 'manifests'> {
  readonly folder: string;
  /** Files and folders of the manifests that there are, as the user wrote them. */
  readonly manifests: readonly string[];
}

/** What was written. */
export interface Initialized {
  /** Paths of the files. */
  readonly files: readonly string[];
  /** Policies that the manifests had already, so that none was written. */
  readonly ownPolicies: number;
  /** Flows that the policies that were written do not make come out as declared. */
  readonly unsolved: readonly Unsolved[];
}

const namespacesFile = 'namespaces.yaml';
const policiesFile = 'policies.yaml';

/**
 * Writes a folder with a first scenario, the policies that make it true, and a word on both.
 *
 * @throws {@link UsageError} and {@link ScenarioError} when the folder has one of the files already, a manifest cannot be read,
 * or what was declared makes no scenario; nothing is written then.
 */
export async function init({ folder: path, manifests: paths, ...wishes }: InitOptions): Promise<Initialized> {
  const folder = resolve(path);
  const file = join(folder, 'scenario.yaml');
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const own = paths.map((one) => relative(folder, resolve(one)));
  // Of a folder all files are read: the scenario would be one of its own manifests.
  if (own.includes('')) throw new UsageError('manifests and scenario need a folder each', 'Name another folder.');
  const given = own.length > 0 ? await understood(file, { name, manifests: own, endpoints: {} }, readManifestsOf) : [];
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
  const files = [namespaces === '' ? [] : namespacesFile, own, yaml === '' ? [] : policiesFile].flat();
  const texts = {
    'scenario.yaml': writeScenario({ ...content, ...(files.length > 0 ? { manifests: files } : {}) }),
    [policiesFile]: yaml,
    [namespacesFile]: namespaces,
    'README.md': initialReadme({ name, folder: shorten(folder) || '.' }),
  };
  return { files: await writeAll(folder, texts), ownPolicies, unsolved };
}

/** Writes what has a text, or nothing at all. */
async function writeAll(folder: string, texts: Readonly<Record<string, string>>): Promise<string[]> {
  const written = Object.entries(texts).filter(([, text]) => text !== '');
  const paths = written.map(([name]) => join(folder, name));
  for (const path of paths) {
    if (await stat(path).catch(() => undefined))
      throw new UsageError(`${shorten(path)} is there already`, 'Nothing was written. Name another folder.');
  }
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of written) await writeFile(join(folder, name), text, { flag: 'wx' });
  } catch (cause) {
    throw new UsageError(`cannot write ${shorten(folder)}: ${fileProblem(cause)}`, 'Name another folder.', { cause });
  }
  return paths.map(shorten);
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

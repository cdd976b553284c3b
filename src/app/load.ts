import { readdir, stat } from 'node:fs/promises';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { manifestLists, parseScenario, resolveScenario, type ScenarioDraft } from '../scenario/parse-scenario.ts';
import { parseManifests } from '../kubernetes/manifests.ts';
import { refusedAmong } from '../policy/refused.ts';
import type { Manifest, Scenario } from '../model/scenario.ts';
import { ScenarioError, UsageError, type Problem } from '../model/errors.ts';
import { checkSize } from './manifest-size.ts';
import { fileName, fileProblem, readPlainFile, standardInput } from '../environments/plain-file.ts';

/**
 * Reads a scenario file (or `scenario.yaml` in a folder) and its manifests, and validates all of it.
 *
 * @throws {@link UsageError} when the file cannot be read.
 * @throws {@link ScenarioError} with every problem found.
 */
export async function loadScenario(path: string): Promise<Scenario> {
  const draft = await readDraft(path);
  return resolveScenario(draft, await readLists(draft));
}

/**
 * Reads a scenario file (or `scenario.yaml` in a folder), and nothing that it names.
 *
 * @throws {@link UsageError} when the file cannot be read.
 * @throws {@link ScenarioError} with every problem of syntax or shape.
 */
export async function readDraft(path: string): Promise<ScenarioDraft> {
  const file = await scenarioFile(path);
  return parseScenario(await readText(file, scenarioHint), file);
}

/**
 * Reads the manifests that a scenario names, of all of its stages.
 *
 * @throws {@link ScenarioError} with every file that cannot be read, or holds something else.
 */
export async function readManifestsOf(draft: ScenarioDraft): Promise<Manifest[]> {
  return (await readLists(draft)).flat();
}

/** Manifests in the order of the lists that name them; what an API server would refuse is a problem. */
async function readLists(draft: ScenarioDraft): Promise<Manifest[][]> {
  const problems: Problem[] = [];
  const lists = manifestLists(draft).map(async ([at, files]) => {
    const read = files.map(async (name, index) => await readManifests(draft, [...at, index], name));
    const results = await Promise.all(read);
    problems.push(...results.flatMap((result) => result.problems));
    return results.flatMap(({ manifests }) => manifests);
  });
  const manifests = await Promise.all(lists);
  // Before the rollout reaches the stage that an API server would stop at.
  problems.push(...refusedAmong(manifests.flat()));
  if (problems.length > 0) throw new ScenarioError(problems);
  return manifests;
}

/** A scenario file and its manifests, which are still to be resolved against what a cluster has. */
export interface ReadScenario {
  readonly draft: ScenarioDraft;
  /** What is applied, in the order of the stages; nothing where the manifests are left alone. */
  readonly added: readonly (readonly Manifest[])[];
}

/**
 * Reads a scenario file for an existing cluster. Its manifests are left alone unless they are to be applied.
 *
 * @throws like {@link loadScenario}.
 */
export async function readScenario(path: string, { apply }: { readonly apply: boolean }): Promise<ReadScenario> {
  const draft = await readDraft(path);
  return { draft, added: apply ? await readLists(draft) : manifestLists(draft).map(() => []) };
}

/**
 * Resolves a scenario against what stands in a cluster.
 *
 * @throws {@link ScenarioError} for what the scenario names and the cluster does not have.
 */
export function resolveAgainst({ draft, added }: ReadScenario, live: readonly Manifest[]): Scenario {
  return resolveScenario(draft, added, live);
}

/** Reads the texts of the files that hold a scenario's manifests, by the names that their positions have. */
export async function readManifestTexts({ stages }: Scenario): Promise<ReadonlyMap<string, string>> {
  const files = new Set(stages.flatMap(({ manifests }) => manifests.map(({ position }) => position.file)));
  // What came over standard input stands in no file, and is not edited there.
  const texts = [...files]
    .filter((file) => file !== standardInput)
    .map(async (file) => [file, await readPlainFile(file)] as const);
  return new Map(await Promise.all(texts));
}

/** The files that a scenario is read from: its own, and those of its manifests; none where it cannot be read. */
export async function filesOf(path: string): Promise<string[]> {
  const draft = await readDraft(path).catch(() => undefined);
  if (!draft) return [];
  const named = manifestLists(draft).flatMap(([, names]) => names);
  const files = named
    .filter((name) => name !== standardInput)
    .map(async (name) => await filesAt(resolve(dirname(draft.file), name)).catch(() => []));
  return [draft.file, ...(await Promise.all(files)).flat()];
}

const scenarioHint = 'Name a scenario file, or a folder with a scenario.yaml, for example scenarios/task-api.';

/** The scenario file that a path means: the file itself, or `scenario.yaml` in a folder. */
export async function scenarioFile(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return shorten(found?.isDirectory() ? join(path, 'scenario.yaml') : path);
}

/**
 * Reads a file that the user named.
 *
 * @throws {@link UsageError} when it cannot be read.
 */
export async function readText(file: string, hint = 'Name a file that can be read.'): Promise<string> {
  try {
    return await readPlainFile(file);
  } catch (cause) {
    throw new UsageError(`cannot read ${fileName(file)}: ${fileProblem(cause)}`, hint, { cause });
  }
}

/** Reads one entry of a list of manifests: a file, or a folder with its YAML files in the order of their names. */
async function readManifests(
  { file, document }: ScenarioDraft,
  at: readonly (string | number)[],
  name: string,
): Promise<{ manifests: Manifest[]; problems: Problem[] }> {
  const path = name === standardInput ? name : resolve(dirname(file), name);
  try {
    const files = await filesAt(path);
    await checkSize(files);
    const results = files.map(async (one) => parseManifests(await readPlainFile(one), shorten(one)));
    const parsed = await Promise.all(results);
    const manifests = parsed.flatMap((result) => result.manifests);
    const problems = parsed.flatMap((result) => result.problems);
    if (manifests.length === 0 && problems.length === 0) {
      problems.push({ position: document.at(at), text: `"${name}" holds no Kubernetes object` });
    }
    return { manifests, problems };
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    return {
      manifests: [],
      problems: [{ position: document.at(at), text: `cannot read "${name}": ${fileProblem(cause)}` }],
    };
  }
}

/** A path as a person in this folder would write it. */
export function shorten(path: string): string {
  if (path === standardInput) return path;
  const shown = relative(process.cwd(), path);
  return shown.startsWith('..') ? path : shown;
}

async function filesAt(path: string): Promise<string[]> {
  if (path === standardInput || !(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path);
  return names
    .filter((name) => ['.yaml', '.yml', '.json'].includes(extname(name)))
    .toSorted()
    .map((name) => join(path, name));
}

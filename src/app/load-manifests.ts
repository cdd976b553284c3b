import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Manifest, Scenario } from '../model/scenario.ts';
import { manifestsIn } from '../kubernetes/manifests.ts';
import { readYaml, type YamlText } from '../kubernetes/yaml.ts';
import { ScenarioError, UsageError } from '../model/errors.ts';
import { fileName, fileProblem, readPlainFile, standardInput } from '../environments/plain-file.ts';
import { loadScenario, shorten } from './load.ts';
import { checkSize } from './manifest-size.ts';

/** What some paths hold. */
export interface Loaded {
  readonly scenarios: readonly Scenario[];
  /** The manifests that no scenario names. */
  readonly manifests: readonly Manifest[];
}

/**
 * Reads the scenarios among some paths, and all other manifests. Of folders every YAML and JSON file counts, at any depth,
 * that holds a Kubernetes object.
 *
 * @param command - What the user called, to say how it takes what has to be rendered first.
 * @throws {@link UsageError} when a path cannot be read, or holds no Kubernetes object.
 * @throws {@link ScenarioError} with every problem of syntax.
 */
export async function loadManifests(paths: readonly string[], command: string): Promise<Loaded> {
  const read = reader();
  const found = (await Promise.all(paths.map(async (path) => await inputsAt(path, command, read)))).flat();
  const scenarios = unique(found.filter(({ kind }) => kind === 'scenario').map(({ path }) => path));
  const files = unique(found.filter(({ kind }) => kind === 'manifests').map(({ path }) => path));
  const parsed = await Promise.all(files.map(async (file) => manifestsIn(await read(file))));
  const problems = parsed.flatMap((one) => one.problems);
  if (problems.length > 0) throw new ScenarioError(problems, 'Nothing else was read. Correct the file and run again.');
  const manifests = parsed.flatMap((one) => one.manifests);
  // What was to be rendered into it may have failed.
  if (scenarios.length === 0 && manifests.length === 0)
    throw new UsageError(`${paths.map(fileName).join(', ')} holds no Kubernetes object`, hint);
  return { scenarios: await Promise.all(scenarios.map(loadScenario)), manifests };
}

interface Input {
  readonly kind: 'scenario' | 'manifests';
  readonly path: string;
}

async function inputsAt(path: string, command: string, read: Reader): Promise<Input[]> {
  if (path === standardInput) return await checked([{ kind: 'manifests', path }]);
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, fileProblem(cause), cause);
  });
  if (!found.isDirectory()) {
    await checkSize([path]);
    return [{ kind: isScenario(path, await read(path)) ? 'scenario' : 'manifests', path }];
  }
  const inputs = (await checked(await inputsIn(path, command))).map(async (input) =>
    input.kind === 'scenario' || holdsObject(await read(input.path)) ? [input] : [],
  );
  const held = (await Promise.all(inputs)).flat();
  if (held.length > 0) return held;
  const names = await readdir(path);
  if (kustomizations.some((name) => names.includes(name)))
    throw unrendered(path, { what: 'kustomization', render: 'kubectl kustomize', command });
  throw unreadable(path, 'no file in it holds a Kubernetes object');
}

/** Before anything is read, which is what takes long. */
async function checked(inputs: Input[]): Promise<Input[]> {
  await checkSize(inputs.filter(({ kind }) => kind === 'manifests').map(({ path }) => path));
  return inputs;
}

/** The files in a folder that may hold objects. */
async function inputsIn(folder: string, command: string): Promise<Input[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (entries.some(({ name }) => name === 'Chart.yaml'))
    throw unrendered(folder, { what: 'Helm chart', render: 'helm template', command });
  // What a scenario does not name is not part of it.
  if (entries.some(({ name }) => name === 'scenario.yaml')) {
    return [{ kind: 'scenario', path: join(folder, 'scenario.yaml') }];
  }
  const inputs = entries.map(async (entry): Promise<Input[]> => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : await inputsIn(path, command);
    }
    const readable = entry.isFile() && ['.yaml', '.yml', '.json'].includes(extname(path));
    return readable ? [{ kind: 'manifests', path }] : [];
  });
  return (await Promise.all(inputs)).flat();
}

/** Reads a file as manifests are read. */
type Reader = (path: string) => Promise<YamlText>;

/** Reads every file once, whatever is asked of it: that takes longer than anything else. */
function reader(): Reader {
  const texts = new Map<string, Promise<YamlText>>();
  return async (path) => {
    const text = texts.get(path) ?? readInput(path);
    texts.set(path, text);
    return await text;
  };
}

async function readInput(path: string): Promise<YamlText> {
  const text = await readPlainFile(path).catch((cause: unknown) => {
    throw unreadable(path, fileProblem(cause), cause);
  });
  return readYaml(text, shorten(path), 'manifest');
}

/** Whether a file is a scenario, which has no `kind`; a file of another name may be one too. */
function isScenario(path: string, { documents: [document] }: YamlText): boolean {
  const { endpoints, kind } = (document?.value ?? {}) as { endpoints?: unknown; kind?: unknown };
  return basename(path) === 'scenario.yaml' || (endpoints !== undefined && kind === undefined);
}

/** Values of charts, kustomizations and other files lie beside manifests; a file with a mistake is worth telling of. */
function holdsObject({ documents, problems }: YamlText): boolean {
  return problems.length > 0 || documents.some(({ value }) => isObject(value));
}

function isObject(value: unknown): boolean {
  const { apiVersion, kind, metadata } = (value ?? {}) as Record<string, unknown>;
  return typeof apiVersion === 'string' && (kind === 'List' || (typeof kind === 'string' && metadata !== undefined));
}

/** As kubectl looks for them. */
const kustomizations = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

function unrendered(
  folder: string,
  { what, render, command }: { readonly what: string; readonly render: string; readonly command: string },
): UsageError {
  const whole = `Render it: ${render} ${shorten(folder)} | flowproof ${command} -`;
  return new UsageError(`${shorten(folder) || '.'} is a ${what}, which holds no manifests but what makes them`, whole);
}

const hint = 'Name scenarios, manifest files, or folders of them, for example scenarios/task-api.';

function unreadable(path: string, reason: string, cause?: unknown): UsageError {
  return new UsageError(`cannot read ${fileName(path)}: ${reason}`, hint, { cause });
}

function unique(paths: readonly string[]): string[] {
  return [...new Set(paths)];
}

import type { z } from 'zod';
import { ScenarioError, type Problem } from '../model/errors.ts';
import { planFlows } from './matrix.ts';
import type { Manifest, Scenario, Stage } from '../model/scenario.ts';
import { asPods } from '../kubernetes/live-objects.ts';
import { issueText } from '../model/issue-text.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { hiddenKeyIn, hiddenKeyText } from '../kubernetes/hidden-key.ts';
import { readYaml, type YamlDocument } from '../kubernetes/yaml.ts';
import { withBuiltIns } from './built-in.ts';
import { readEndpoints } from './endpoints.ts';
import { readFallbacks } from './fallback.ts';
import { allCells, readRules, type Rule } from './flows.ts';
import { homelessAmong } from './namespaces.ts';
import { serverManifests } from './servers.ts';
import { scenarioSchema, type ScenarioFile, type StageEntry } from './schema.ts';

/** A scenario file whose shape is right; what it refers to is not read yet. */
export interface ScenarioDraft {
  readonly file: string;
  readonly content: ScenarioFile;
  readonly document: YamlDocument;
}

/** Path of a list of manifests in a scenario file, and the paths written there. */
export type ManifestList = readonly [path: readonly (string | number)[], files: readonly string[]];

/**
 * Reads the text of a scenario file.
 *
 * @throws {@link ScenarioError} with every problem of syntax or shape.
 */
export function parseScenario(text: string, file: string): ScenarioDraft {
  const { documents, problems } = readYaml(text, file);
  if (problems.length > 0) throw new ScenarioError(problems);
  const [document, second] = documents;
  if (!document || document.value === null) {
    throw new ScenarioError([{ position: { file, line: 1, column: 1 }, text: 'the scenario is empty' }]);
  }
  if (second) throw new ScenarioError([{ position: second.at([]), text: 'a scenario file holds one document' }]);
  const hidden = hiddenKeyIn(document.value);
  if (hidden) throw new ScenarioError([{ position: document.at(hidden), text: hiddenKeyText }]);
  const parsed = scenarioSchema.safeParse(document.value, { reportInput: true });
  if (!parsed.success) throw new ScenarioError(parsed.error.issues.flatMap((issue) => problemsOf(issue, document)));
  return { file, content: withBuiltIns(parsed.data), document };
}

/** The lists of manifests that a scenario names: its own, then each stage's. */
export function manifestLists({ content }: ScenarioDraft): readonly ManifestList[] {
  const stages = (content.stages ?? []).map(({ manifests = [] }, index): ManifestList => [
    ['stages', index, 'manifests'],
    manifests,
  ]);
  return [[['manifests'], content.manifests ?? []], ...stages];
}

/**
 * Expands a scenario against its manifests, given in the order of {@link manifestLists}.
 *
 * @param standing - The objects of the cluster that the scenario is about. @defaultValue none: flowproof makes the cluster
 * @throws {@link ScenarioError} with every problem: what selects nothing, contradicts, or repeats a name.
 */
export function resolveScenario(
  draft: ScenarioDraft,
  manifests: readonly (readonly Manifest[])[],
  standing: readonly Manifest[] = [],
): Scenario {
  const { file, content, document } = draft;
  const servers = serverManifests(content, manifests.flat(), document);
  const added = [...servers.manifests, ...manifests.flat()];
  const { endpoints, problems } = readEndpoints(content.endpoints, { standing, added }, document);
  problems.push(...servers.problems, ...homelessAmong(manifests.flat(), standing));
  // Flows that name an endpoint which is itself in error would only repeat that error.
  if (problems.length > 0) throw new ScenarioError(problems);
  const rulesAt = (entries: ScenarioFile['flows'], path: readonly (string | number)[]): Rule[] => {
    const read = readRules(entries ?? [], endpoints, document, path);
    problems.push(...read.problems);
    return read.rules;
  };
  const rules = rulesAt(content.flows, ['flows']);
  const cells = allCells(endpoints);
  const [common = [], ...ofStages] = manifests;
  const entries: readonly StageEntry[] = content.stages ?? [{ name: 'final' }];
  const stages = entries.map((entry, index): Stage => {
    const { name, description } = entry;
    const path = ['stages', index];
    const read = readFallbacks(
      [
        [entry, path],
        [content, []],
      ],
      endpoints,
      document,
    );
    const plan = planFlows(cells, {
      layers: [rulesAt(entry.flows, [...path, 'flows']), rules],
      fallbacks: read.fallbacks,
    });
    problems.push(...read.problems);
    problems.push(...plan.problems);
    const own = ofStages[index] ?? [];
    const first = index === 0 ? [...common, ...servers.manifests] : [];
    return { name, description, manifests: [...first, ...own], flows: plan.flows };
  });
  problems.push(...repeatedNames(content, document));
  if (stages.every(({ flows }) => flows.length === 0) && problems.length === 0) {
    const text =
      cells.length === 0
        ? 'nothing to prove: there is no endpoint that sends and another one with a port'
        : 'nothing to prove: add flows, protect, or otherwise: blocked';
    problems.push({ position: document.at([]), text });
  }
  if (problems.length > 0) throw new ScenarioError(unique(problems));
  const { name, description } = content;
  return { name, description, file, endpoints, standing: asPods(standing), stages };
}

function problemsOf(issue: z.core.$ZodIssue, document: YamlDocument): Problem[] {
  if (issue.code === 'invalid_key') {
    const [name = ''] = issue.path.slice(-1).map(String);
    const text = issue.issues.map(({ message }) => message).join('; ');
    return [{ position: document.atKey(issue.path.slice(0, -1), name), text: `${issue.path.join('.')}: ${text}` }];
  }
  if (issue.code !== 'unrecognized_keys') {
    const where = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
    return [{ position: document.at(issue.path), text: `${where}${issueText(issue)}` }];
  }
  return issue.keys.map((key) => ({
    position: document.atKey(issue.path, key),
    text: `unknown key "${key}"${didYouMean(key, keysAt(issue.path))}`,
  }));
}

/** The keys that the schema knows at a path, for suggestions. */
function keysAt(path: readonly PropertyKey[]): string[] {
  const depth = path.filter((part) => typeof part === 'string').at(-1);
  const { flows, stages, endpoints } = scenarioSchema.shape;
  if (path.length === 0) return Object.keys(scenarioSchema.shape);
  if (depth === 'flows') return Object.keys(flows.unwrap().element.shape);
  if (depth === 'stages') return Object.keys(stages.unwrap().element.shape);
  const entry = endpoints.valueType.shape;
  if (path.length === 2) return Object.keys(entry);
  if (depth === 'podSelector') return ['matchLabels', 'matchExpressions'];
  if (depth === 'matchExpressions') return ['key', 'operator', 'values'];
  if (depth === 'pods') return Object.keys(entry.pods.unwrap().shape);
  if (depth === 'client') return Object.keys(entry.client.unwrap().shape);
  if (depth === 'server') return Object.keys(entry.server.unwrap().shape);
  return depth === 'host' ? Object.keys(entry.host.unwrap().shape) : [];
}

function repeatedNames({ stages = [], flows = [] }: ScenarioFile, document: YamlDocument): Problem[] {
  const lists: [what: string, path: (string | number)[], names: (string | undefined)[]][] = [
    ['stage', ['stages'], stages.map(({ name }) => name)],
    ['flow', ['flows'], flows.map(({ name }) => name)],
    ...stages.map(({ flows: own = [] }, index): [string, (string | number)[], (string | undefined)[]] => [
      'flow',
      ['stages', index, 'flows'],
      own.map(({ name }) => name),
    ]),
  ];
  return lists.flatMap(([what, path, names]) =>
    names.flatMap((name, index) =>
      name !== undefined && names.indexOf(name) < index
        ? [{ position: document.at([...path, index, 'name']), text: `another ${what} is called "${name}" already` }]
        : [],
    ),
  );
}

function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

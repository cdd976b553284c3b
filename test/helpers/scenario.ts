import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { manifestLists, parseScenario, resolveScenario } from '../../src/scenario/parse-scenario.ts';
import type { Scenario } from '../../src/model/scenario.ts';

/** A scenario out of texts: the scenario file, and the files that it names. */
export function scenarioOf(text: string, files: Readonly<Record<string, string>> = {}): Scenario {
  const draft = parseScenario(text, 'scenario.yaml');
  const lists = manifestLists(draft).map(([, names]) =>
    names.flatMap((name) => {
      const { manifests, problems } = parseManifests(files[name] ?? '', name);
      if (problems.length > 0) throw new Error(problems.map((problem) => problem.text).join('\n'));
      return manifests;
    }),
  );
  return resolveScenario(draft, lists);
}

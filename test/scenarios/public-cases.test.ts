import { expect, test } from 'vitest';
import { flowLabel } from '../../src/model/label.ts';
import { loadScenario } from '../../src/app/load.ts';
import { check } from '../../src/analysis/check.ts';
import { libraryCases, publicCases } from '../helpers/public-cases.ts';

test('there are recipes, cases of Kubernetes and a library', () => {
  expect(libraryCases).toHaveLength(7);
  expect(publicCases.filter((folder) => folder.startsWith('scenarios/recipes/'))).toHaveLength(14);
  expect(publicCases.filter((folder) => folder.startsWith('scenarios/e2e/'))).toHaveLength(6);
});

test.for([...publicCases, ...libraryCases])('%s: the policies mean what is declared', async (folder) => {
  const { stages } = check(await loadScenario(folder));
  const different = stages.flatMap(({ name, results }) =>
    results
      .filter(({ outcome }) => outcome !== 'as-declared')
      .map(({ flow, outcome }) => `${name}: ${flowLabel(flow)}: ${outcome}`),
  );
  expect(different).toEqual([]);
  expect(stages.every(({ foreign }) => foreign.length === 0)).toBe(true);
  // A case that lets everything through, or nothing, would prove little.
  expect(new Set(stages.flatMap(({ results }) => results.map(({ flow }) => flow.expect)))).toEqual(
    new Set(['allowed', 'blocked']),
  );
});

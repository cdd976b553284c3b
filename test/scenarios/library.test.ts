import { readFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withMatrices } from '../../scripts/matrices/page.ts';
import { mutate, mutationScore } from '../../src/analysis/mutation/mutate.ts';
import { lintPaths } from '../../src/app/lint.ts';
import { loadScenario } from '../../src/app/load.ts';
import { libraryCases } from '../helpers/public-cases.ts';

test.for(libraryCases)('%s guards all of its policies', async (folder) => {
  const report = mutate(await loadScenario(folder));
  const unguarded = report.policies.flatMap(({ name, mutants }) =>
    mutants.filter(({ outcome }) => outcome === 'unguarded').map(({ what }) => `${name}: ${what}`),
  );
  expect(unguarded).toEqual([]);
  expect(mutationScore(report)).toMatchObject({ score: 100 });
});

test.for(libraryCases)('%s has nothing to report', async (folder) => {
  const { findings } = await lintPaths([folder]);
  expect(findings.map(({ rule }) => rule)).toEqual([]);
});

test('what is to be debugged is found', async () => {
  const { findings } = await lintPaths(['scenarios/dns-debugging/broken']);
  expect(findings.map(({ rule }) => rule)).toEqual(['dns-egress-aimed-wrong']);
});

test.for(globSync('scenarios/*/README.md'))('%s shows what the scenario declares: npm run matrices', async (page) => {
  const text = await readFile(page, 'utf8');
  expect(text).toBe(await withMatrices(page, text, loadScenario));
  expect(text).toContain('| from ↓ to → |');
});

import { expect, test } from 'vitest';
import { lintPaths } from '../../src/app/lint.ts';

async function linted(path: string): Promise<string[]> {
  const { findings } = await lintPaths([path]);
  return findings.map(({ rule, severity, position: { file, line } }) => `${file}:${line} ${severity} ${rule}`);
}

test('the Task API has nothing to report', async () => {
  expect(await linted('scenarios/task-api')).toEqual([]);
  expect(await linted('scenarios/task-api/policies')).toEqual([]);
});

test.for([
  ['dns-aimed-wrong', ['16 error dns-egress-aimed-wrong']],
  ['dns-forgotten', ['27 error dns-egress-missing']],
  ['namespace-name-as-label', ['29 error namespace-name-as-label']],
  ['peers-split', ['29 error peers-split']],
  ['pod-selector-alone', ['41 error pod-selector-of-another-namespace']],
  ['wrong-port', ['44 error service-port']],
] as const)('mistakes/%s is found, and nothing else: %s', async ([name, findings]) => {
  const folder = `scenarios/mistakes/${name}`;
  expect(await linted(folder)).toEqual(findings.map((finding) => `${folder}/policies.yaml:${finding}`));
});

import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { runMain } from '../helpers/cli.ts';

const mistakes = await readdir('scenarios/mistakes');
const diff = async (...args: string[]) => await runMain(['diff', ...args]);

test.for(mistakes)('%s: what it opens and closes', async (name) => {
  const { exitCode, all } = await diff('scenarios/task-api', `scenarios/mistakes/${name}`);
  expect([exitCode, all]).toMatchSnapshot();
});

test.for(['markdown', 'json', 'github', 'sarif'])('as %s', async (format) => {
  const { all } = await diff('scenarios/task-api', 'scenarios/mistakes/peers-split', '--format', format);
  expect(all).toMatchSnapshot();
});

test('nothing is said of a system and itself', async () => {
  const { exitCode, all } = await diff('scenarios/task-api', 'scenarios/task-api', '--fail-on', 'unknown');
  expect([exitCode, all]).toEqual([0, 'no connection changes']);
});

test.for([
  ['opened', 'wrong-port', 1],
  ['closed', 'wrong-port', 1],
  ['changed', 'wrong-port', 1],
  ['opened', 'dns-forgotten', 0],
  ['closed', 'dns-forgotten', 1],
  ['changed', 'dns-forgotten', 0],
] as const)('--fail-on %s ends for %s with %i', async ([kind, name, code]) => {
  const { exitCode } = await diff('scenarios/task-api', `scenarios/mistakes/${name}`, '--fail-on', kind);
  expect(exitCode).toBe(code);
});

test.for<[string[], string]>([
  [['scenarios/task-api', 'scenarios/task-api', '--html', 'x.html'], '--html is for reports of runs'],
  [['scenarios/task-api', 'scenarios/task-api', '--fail-on', 'open'], 'It is one of opened, changed, closed, unknown.'],
  [['scenarios/task-api', 'nowhere'], 'cannot read nowhere'],
  [['scenarios/task-api'], 'diff compares two, and one is named'],
  [['scenarios/task-api', 'scenarios/task-api', '-n', 'shop'], 'and two are named'],
  [['scenarios/task-api', '--context', 'x', '--kubeconfig', 'nowhere'], 'cannot read nowhere'],
])('diff %j is refused', async ([args, problem]) => {
  const { exitCode, all } = await diff(...args);
  expect([exitCode, all]).toEqual([2, expect.stringContaining(problem)]);
});

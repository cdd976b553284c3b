import { glob, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { flowLabel } from '../../src/model/label.ts';
import type { Expectation } from '../../src/model/scenario.ts';
import { loadScenario } from '../../src/app/load.ts';

const files: string[] = [];
for await (const file of glob('scenarios/**/scenario.yaml')) files.push(file);

test('there are scenarios', () => {
  expect(files.length).toBeGreaterThan(5);
});

test.for(files)('%s is valid, and its editor finds the schema', async (file) => {
  expect((await loadScenario(file)).stages.length).toBeGreaterThan(0);
  const [, schema = ''] = /^# yaml-language-server: \$schema=(.*)$/m.exec(await readFile(file, 'utf8')) ?? [];
  await expect(readFile(new URL(schema, `file://${process.cwd()}/${dirname(file)}/`), 'utf8')).resolves.toContain(
    'flowproof',
  );
});

// The table of the case, row by row, written down apart from the scenario: nothing, deny, DNS, gateway, databases.
test.for<readonly [string, string]>([
  ['stranger → task-api:8000', 'abbbb'],
  ['neighbour → task-api:8000', 'abbbb'],
  ['coredns → task-api:8000', 'abbbb'],
  ['external → task-api:8000', 'abbbb'],
  ['gateway → task-api:8000', 'abbaa'],
  ['task-api → coredns:53/dns', 'abaaa'],
  ['task-api → coredns:53/dns-tcp', 'abaaa'],
  ['neighbour → coredns:53/dns', 'abaaa'],
  ['task-api → postgres:5432', 'abbba'],
  ['task-api → redis:6379', 'abbba'],
  ['task-api → web:80', 'abbbb'],
  ['stranger → neighbour:9090', 'abbbb'],
  ['task-api → neighbour:9090', 'abbbb'],
  ['neighbour → postgres:5432', 'abbbb'],
  ['gateway → postgres:5432', 'aaaaa'],
  ['external → web:80', 'aaaaa'],
])('the Task API: %s goes %s from stage to stage', async ([flow, expected]) => {
  const { stages } = await loadScenario('scenarios/task-api');
  const found = stages.map(({ flows }) => flows.find((one) => flowLabel(one) === flow)?.expect);
  const letters: Record<Expectation, string> = { allowed: 'a', blocked: 'b' };
  expect(found.map((one) => one && letters[one]).join('')).toBe(expected);
});

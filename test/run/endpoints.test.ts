import { expect, test } from 'vitest';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { silent } from '../../src/environments/environment.ts';
import { loadScenario } from '../../src/app/load.ts';
import { prove } from '../../src/app/prove.ts';
import { memoryEnvironment } from '../helpers/memory-environment.ts';

test('a report names all endpoints of its scenario, with the namespace that their pods are in', async () => {
  const scenario = await loadScenario('scenarios/task-api');
  const { endpoints } = await prove(scenario, {
    runId: 'r',
    open: async () => memoryEnvironment(scenario, () => true),
    connectTimeoutMs: 10,
    apply: true,
    progress: silent,
    signal: neverAborted,
  });
  expect(endpoints?.map(({ name, namespace }) => `${name} in ${namespace ?? 'no namespace'}`)).toMatchInlineSnapshot(`
    [
      "task-api in task-api",
      "postgres in database",
      "redis in cache",
      "web in web",
      "coredns in kube-system",
      "gateway in envoy-gateway-system",
      "stranger in default",
      "neighbour in task-api",
      "external in no namespace",
    ]
  `);
});

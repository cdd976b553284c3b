import { expect, test } from 'vitest';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { loadScenario } from '../../src/app/load.ts';
import { prove } from '../../src/app/prove.ts';
import { memoryEnvironment } from '../helpers/memory-environment.ts';

test('a report has the policies that stood at its last stage', async () => {
  const scenario = await loadScenario('scenarios/task-api');
  let asked = 0;
  const { policies, unseenPolicyKinds, stages } = await prove(scenario, {
    runId: 'r',
    open: async () => ({
      ...memoryEnvironment(scenario, () => true),
      policies: async (endpoints) => {
        expect(endpoints).toEqual(scenario.endpoints);
        asked += 1;
        const deny = { kind: 'NetworkPolicy', namespace: 'shop', name: 'deny', resourceVersion: String(asked) };
        return { policies: [deny], unseenPolicyKinds: ['AdminNetworkPolicy'] };
      },
    }),
    connectTimeoutMs: 10,
    apply: true,
    progress: { step: () => {}, detail: () => {} },
    signal: neverAborted,
  });
  expect(policies).toEqual([
    { kind: 'NetworkPolicy', namespace: 'shop', name: 'deny', resourceVersion: String(stages.length) },
  ]);
  expect(unseenPolicyKinds).toEqual(['AdminNetworkPolicy']);
});

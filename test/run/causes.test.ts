import { expect, test } from 'vitest';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { loadScenario } from '../../src/app/load.ts';
import { prove } from '../../src/app/prove.ts';
import { memoryEnvironment } from '../helpers/memory-environment.ts';

test('a run holds what it observed against what the policies mean, stage by stage', async () => {
  const scenario = await loadScenario('scenarios/task-api');
  const { stages } = await prove(scenario, {
    runId: 'r',
    open: async () => memoryEnvironment(scenario, () => true),
    connectTimeoutMs: 10,
    apply: true,
    progress: { step: () => {}, detail: () => {} },
    signal: neverAborted,
  });
  const causes = stages.map(({ results }) => [...new Set(results.flatMap(({ cause }) => cause?.class ?? []))]);
  expect(causes).toEqual([[], ['not-enforced'], ['not-enforced'], ['not-enforced'], ['not-enforced']]);
});

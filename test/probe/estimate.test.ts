import { expect, test } from 'vitest';
import { estimate } from '../../src/probe/estimate.ts';
import { loadScenario } from '../../src/app/load.ts';

const scenario = await loadScenario('scenarios/task-api');
const [stage] = scenario.stages;

test.for([
  [undefined, 4500, 'all at once'],
  [1000, 4500, 'all within the first second'],
  [77, 4500, 'just all within the first second'],
  [76, 5500, 'one has to wait for the next second'],
  [10, 11_500, 'seven seconds until the last ones may start'],
] as const)('a stage of 77 probes at %s per second takes %i ms: %s', ([maxRate, probingMs]) => {
  const stages = stage ? [stage] : [];
  expect(estimate(scenario, stages, { connectTimeoutMs: 3000, maxRate })).toEqual({ probes: 77, probingMs });
});

test('every stage waits anew', () => {
  const { stages } = scenario;
  const all = estimate(scenario, stages, { connectTimeoutMs: 3000, maxRate: 10 });
  expect(all).toEqual({ probes: 77 * stages.length, probingMs: 11_500 * stages.length });
});

import { expect, test } from 'vitest';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { loadScenario } from '../../src/app/load.ts';
import { prove } from '../../src/app/prove.ts';
import { memoryEnvironment } from '../helpers/memory-environment.ts';

test('a rate holds for all sources and stages together, and no batch exceeds it', async () => {
  const scenario = await loadScenario('scenarios/mistakes/dns-forgotten');
  const environment = memoryEnvironment(scenario, () => true);
  const batches: { readonly atMs: number; readonly count: number }[] = [];
  const maxRate = 7;
  const { stages } = await prove(scenario, {
    runId: 'r',
    open: async () => ({
      ...environment,
      probe: async (source, batch) => {
        batches.push({ atMs: performance.now(), count: batch.probes.length });
        return await environment.probe(source, batch, () => undefined);
      },
    }),
    connectTimeoutMs: 10,
    maxRate,
    rounds: 1,
    apply: true,
    progress: { step: () => {}, detail: () => {} },
    signal: neverAborted,
  });
  const probes = stages.reduce((sum, { probeCount }) => sum + probeCount, 0);
  expect(batches.reduce((sum, { count }) => sum + count, 0)).toBe(probes);
  expect(Math.max(...batches.map(({ count }) => count))).toBeLessThanOrEqual(maxRate);
  const tookMs = (batches.at(-1)?.atMs ?? 0) - (batches[0]?.atMs ?? 0);
  // Timers may fire a millisecond early.
  expect(tookMs).toBeGreaterThan((Math.ceil(probes / maxRate) - 1) * 1000 - 10);
  expect(probes).toBeGreaterThan(maxRate);
});

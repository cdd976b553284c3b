import { expect, test } from 'vitest';
import { historyOf } from '../../src/reporters/history.ts';
import { contentOfRuns } from '../../src/reporters/html/history.ts';
import { renderHistory } from '../../src/reporters/terminal/history.ts';
import { failureOf, reportOf, resultOf, stageOf } from '../helpers/report.ts';

const dns = resultOf({ flow: 'gateway → coredns:53/dns' });
const shut = resultOf({ flow: 'worker → postgres:5432', expect: 'blocked' });
const leak = resultOf({ flow: 'worker → postgres:5432', expect: 'blocked', outcome: 'mismatch', verdict: 'allowed' });
const flaky = resultOf({ flow: 'gateway → task-api:8000', outcome: 'flaky' });
const open = resultOf({ flow: 'gateway → task-api:8000' });

const night = (day: number, results: readonly (typeof dns)[], changes = {}) =>
  reportOf({
    startedAt: `2026-01-0${day}T02:00:00.000Z`,
    runId: `night-${day}`,
    durationMs: 60_000 + day * 1000,
    stages: [stageOf({ name: 'final', results, enforcementMs: day * 100 })],
    ...changes,
  });

const nights = [
  night(1, [dns, shut, open]),
  night(2, [dns, shut, flaky]),
  night(3, [dns, leak, open]),
  night(4, [dns, leak, open]),
  night(5, [], { stages: [], failure: failureOf() }),
] as const;

test('runs are told a line each, the oldest first, and flows that were not the same in all of them', () => {
  expect(renderHistory('shop', historyOf(nights.toReversed()), { width: 100, color: false })).toMatchInlineSnapshot(`
    "flowproof shop: 5 runs

    PASS          2026-01-01 02:00:00 UTC, 3 as expected; in force after 100 ms; took 1 min 1 s
    PASS          2026-01-02 02:00:00 UTC, 1 flaky, 2 as expected; in force after 200 ms; took 1 min 2 s
    FAIL          2026-01-03 02:00:00 UTC, 1 mismatch, 2 as expected; in force after 300 ms; took 1 min
                  3 s
    FAIL          2026-01-04 02:00:00 UTC, 1 mismatch, 2 as expected; in force after 400 ms; took 1 min
                  4 s
    INCONCLUSIVE  2026-01-05 02:00:00 UTC, nothing was probed; took 1 min 5 s

    ── what changed ───────────────────────────────────────────────────────────────────────── 2 flows ──
    worker → postgres:5432 in stage final: blocked, LEAK since 2026-01-03 02:00:00 UTC
    gateway → task-api:8000 in stage final: allowed, flaky since 2026-01-02 02:00:00 UTC, allowed since
    2026-01-03 02:00:00 UTC
    "
  `);
});

test('runs that are all the same say so', () => {
  const [first, second] = [night(1, [dns]), night(2, [dns])];
  const history = historyOf([first, second]);
  expect(history.flows).toEqual([]);
  expect(renderHistory('shop', history, { width: 80, color: false })).toContain(
    'Every flow did the same in all of them.',
  );
});

test('a page of many runs has the verdict of the last of them, and a gap where nothing was seen', () => {
  const content = contentOfRuns([...nights]);
  expect([content.outcome, content.since]).toEqual(['inconclusive', undefined]);
  expect(contentOfRuns([nights[2], nights[3]]).outcome).toBe('fail');
  expect(content.history?.runs.map(({ outcome }) => outcome)).toEqual(['pass', 'pass', 'fail', 'fail', 'inconclusive']);
  expect(content.history?.lines).toEqual([
    { label: 'Until policies were in force', values: [100, 200, 300, 400, null], most: '400 ms' },
    { label: 'The whole run', values: [61_000, 62_000, 63_000, 64_000, 65_000], most: '1 min 5 s' },
  ]);
  expect(content.history?.flows).toContainEqual({
    stage: 'final',
    label: 'worker → postgres:5432',
    marks: ['blocked', 'blocked', 'leak', 'leak', null],
  });
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareReports } from '../../../src/verdict/drift/compare-reports.ts';
import { summarizeDrift } from '../../../src/verdict/summary.ts';
import { renderDriftMarkdown } from '../../../src/reporters/markdown/drift.ts';
import { renderDrift } from '../../../src/reporters/terminal/drift.ts';
import { anyReport } from '../../helpers/arbitrary-report.ts';
import { reportOf, resultOf, stageOf } from '../../helpers/report.ts';
import { goodReport, untidyReport } from '../../helpers/sample-report.ts';
import { drift, endedDrift, quietDrift } from '../../helpers/sample-drift.ts';

const screen = { width: 90, color: false };

test('what the scenario does not expect comes first and in full, all else in lines, the verdict last', () => {
  expect(renderDrift(drift, summarizeDrift(drift), screen)).toMatchInlineSnapshot(`
    "flowproof shop: what changed
    before: run 3f2a91bc of 2026-01-04 02:00:00 UTC, cluster staging
    now: run 3f2a91bc of 2026-01-05 02:00:00 UTC, cluster staging

    ── 1 change that the scenario does not expect ────────────────────────────────────────────

    1. LEAK worker → db:5432 in stage final
       change    newly open: was blocked, is allowed
       expected  blocked, by scenarios/task-api/scenario.yaml:12
       observed  allowed
       meaning   LEAK: it got through, although it should be blocked
       by hand
    kubectl run by-hand

    ── 1 flow that is unknown now ────────────────────────────────────────────────────────────

    1. INCONCLUSIVE api → db:5432 in stage final
       change    unknown now: was allowed, is unknown
       expected  allowed, by scenarios/task-api/scenario.yaml:12
       observed  failed
       meaning   nothing was learnt
       evidence  round 1, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000:
                   allowed (curl exit code 0, connect 0.001 s, total 0.003 s): HTTP 200
       by hand
    kubectl run by-hand --rm -i --restart=Never -n api --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:5432/

    ── 3 other changes ───────────────────────────────────────────────────────────────────────
    newly closed in stage final (was allowed, is blocked; expected blocked now):
      guest → api:80
    new in stage final (is blocked): guest → cache:6379
    no longer probed in stage final (was allowed): guest → old:80

    ── endpoints and policies ────────────────────────────────────────────────────────────────
    endpoints that are new: cache
    endpoints no longer probed: old
    policies that are new: NetworkPolicy shop/allow
    policies that are gone: NetworkPolicy shop/old
    policies that were changed: NetworkPolicy shop/deny

    ── known, still there: 1 mismatch ────────────────────────────────────────────────────────
    in stage final: LEAK guest → db:5432

    ── still inconclusive: 1 flow ────────────────────────────────────────────────────────────
    in stage final: worker → api:80

    FAIL  1 change that the scenario does not expect, 1 flow unknown now, 3 changes as the
          scenario expects, 1 known mismatch still there, 1 inconclusive as before
    "
  `);
});

test('quietly, it is what the scenario does not expect, and the verdict', () => {
  const lines = renderDrift(drift, summarizeDrift(drift), screen, 'quiet').split('\n');
  expect(lines.filter((line) => /^(──|\d\.|[A-Z]|flowproof)/.test(line))).toMatchInlineSnapshot(`
    [
      "── 1 change that the scenario does not expect ────────────────────────────────────────────",
      "1. LEAK worker → db:5432 in stage final",
      "FAIL  1 change that the scenario does not expect, 1 flow unknown now, 3 changes as the",
    ]
  `);
  expect(renderDrift(quietDrift, summarizeDrift(quietDrift), screen, 'quiet')).toBe(
    'PASS  no flow changed, 1 known mismatch still there, 1 inconclusive as before\n',
  );
});

test('what the newer run could not remove is told before the verdict', () => {
  const untidy = compareReports(goodReport, untidyReport);
  expect(renderDrift(untidy, summarizeDrift(untidy), screen)).toMatch(/Namespace task-api\n[^]*\n\nPASS/);
  expect(renderDriftMarkdown(untidy, 'pass')).toContain('**Not everything is removed. What was found stands.**');
});

test('where nothing changed, that is said, and what is known to be wrong', () => {
  expect(renderDrift(quietDrift, summarizeDrift(quietDrift), screen)).toMatchInlineSnapshot(`
    "flowproof shop: what changed
    before: run 3f2a91bc of 2026-01-04 02:00:00 UTC, cluster staging
    now: run 3f2a91bc of 2026-01-05 02:00:00 UTC, cluster staging

    ── known, still there: 1 mismatch ────────────────────────────────────────────────────────
    in stage final: LEAK guest → db:5432

    ── still inconclusive: 1 flow ────────────────────────────────────────────────────────────
    in stage final: worker → api:80

    PASS  no flow changed, 1 known mismatch still there, 1 inconclusive as before
    "
  `);
});

test('a run that ended early says why, and what was not probed', () => {
  expect(renderDrift(endedDrift, summarizeDrift(endedDrift), screen)).toMatchInlineSnapshot(`
    "flowproof shop: what changed
    before: run 3f2a91bc of 2026-01-04 02:00:00 UTC, cluster staging
    now: run 3f2a91bc of 2026-01-05 02:00:00 UTC, cluster staging, which ended early

    ── 6 other changes ───────────────────────────────────────────────────────────────────────
    no longer probed in stage final (was allowed): api → db:5432, guest → api:80,
      guest → db:5432, guest → old:80
    no longer probed in stage final (was blocked): worker → db:5432
    no longer probed in stage final (was unknown): worker → api:80

    ── endpoints and policies ────────────────────────────────────────────────────────────────
    endpoints no longer probed: api, db, worker, guest, old
    policies: not compared, since a run ended early

    ── the run ended early ─────────────────────────────────────────────── EnvironmentError ──
    the API server is gone
    Bring it back.
    Nothing after this was probed.

    INCONCLUSIVE  the run ended early, nothing was probed, 6 flows unknown now
    "
  `);
});

test('a new endpoint does not fill the screen', () => {
  const flows = Array.from({ length: 100 }, (_, index) => resultOf({ flow: `a${index} → b:80` }));
  const one = reportOf({ stages: [stageOf({ results: flows.slice(0, 1) })] });
  const all = reportOf({ stages: [stageOf({ results: flows })] });
  const text = renderDrift(compareReports(one, all), 'pass', screen).replaceAll(/\s+/g, ' ');
  expect(text).toContain('a12 → b:80, and 87 more');
  expect(text).toContain('PASS 99 changes as the scenario expects');
});

test('no line is wider than the screen, but for commands, and no words move the cursor', { timeout: 30_000 }, () => {
  const reports = anyReport(fc.constantFrom('words', '\u001B[2Jgone', 'long '.repeat(40)));
  fc.assert(
    fc.property(reports, reports, fc.integer({ min: 60, max: 120 }), (older, newer, width) => {
      const text = renderDrift(compareReports(older, newer), 'fail', { width, color: false });
      expect(text).not.toContain('\u001B');
      const commands = new Set(newer.stages.flatMap(({ results }) => results.map(({ reproduce }) => reproduce.trim())));
      const wide = text.split('\n').filter((line) => line.length > width && !commands.has(line.trim()));
      expect(wide.filter((line) => !line.startsWith('long ') && !line.startsWith('gone'))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderPage } from '../../src/app/html-page.ts';
import { contentOfCheck } from '../../src/reporters/html/check.ts';
import { contentOfRuns } from '../../src/reporters/html/history.ts';
import { contentOfRun } from '../../src/reporters/html/run.ts';
import { check } from '../../src/analysis/check.ts';
import { loadScenario } from '../../src/app/load.ts';
import type { Report } from '../../src/model/report.ts';
import { startCli } from '../helpers/cli.ts';
import { skipReason } from '../helpers/netns.ts';
import { attemptOf, bigReport, reportOf, resultOf, stageOf } from '../helpers/report.ts';
import { badReport, failedReport, goodReport, untidyReport } from '../helpers/sample-report.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { hasChromium, openFile, openPage } from './chromium.ts';

const leakInBig = bigReport({
  'egress: worker → postgres:5432': { outcome: 'mismatch', verdict: 'blocked', explanation: 'cut off' },
  'dns: any-pod → gateway:8443': { outcome: 'mismatch', verdict: 'allowed', explanation: 'got through' },
});

const hostile = '<img src=x onerror=alert(1)></script><!--';
const hostileReport = reportOf({
  scenario: hostile,
  environment: hostile,
  notes: [hostile],
  endpoints: [{ name: 'gateway', namespace: hostile }],
  stages: [
    stageOf({
      name: hostile,
      description: hostile,
      results: [
        resultOf({
          flow: 'gateway → task-api:8000',
          outcome: 'mismatch',
          verdict: 'blocked',
          name: hostile,
          explanation: hostile,
          reproduce: hostile,
          cause: {
            class: 'policy-wrong',
            reason: hostile,
            edit: { what: hostile, file: hostile, diff: `+${hostile}` },
          },
          attempts: [attemptOf({ source: hostile, message: hostile })],
        }),
      ],
    }),
  ],
});

/** 200 endpoints in 10 namespaces, 3 ports, 5 stages, a leak among them. */
function hugeReport(): Report {
  const endpoints = Array.from({ length: 200 }, (_, index) => ({
    name: `app-${index}`,
    namespace: `team-${index % 10}`,
  }));
  const stages = ['open', 'deny', 'dns', 'ingress', 'egress'].map((name) =>
    stageOf({
      name,
      results: endpoints.flatMap(({ name: from }) =>
        endpoints.flatMap(({ name: to }) =>
          [80, 443, 5432].map((port) => {
            const flow = `${from} → ${to}:${port}`;
            const isLeak = name === 'egress' && flow === 'app-150 → app-77:443';
            return resultOf({
              flow,
              expect: name === 'open' ? 'allowed' : 'blocked',
              ...(isLeak && { outcome: 'mismatch', verdict: 'allowed', explanation: 'got through' }),
            });
          }),
        ),
      ),
    }),
  );
  return reportOf({ endpoints, stages });
}

describe.skipIf(!hasChromium)('a page in Chromium', () => {
  test.for([
    ['all as expected', goodReport, undefined],
    ['a result of every kind', badReport, undefined],
    ['a run that ended early', failedReport, undefined],
    ['a run that left something', untidyReport, undefined],
    ['five stages', leakInBig, undefined],
    ['since an earlier run', leakInBig, bigReport()],
    ['texts that want to be HTML', hostileReport, undefined],
  ] as const)(
    '%s: no error, no request, and nothing for axe-core, light and dark, wide and narrow',
    async ([, report, earlier]) => {
      for (const [colorScheme, width] of [
        ['light', 1280],
        ['dark', 360],
      ] as const) {
        await using opened = await openPage(contentOfRun(report, earlier), {
          colorScheme,
          viewport: { width, height: 800 },
          fragment: '#cell=gateway%3Etask-api:8000',
        });
        const { page, troubles, accessibility } = opened;
        expect(await accessibility()).toEqual([]);
        const wide = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(wide, 'pixels beyond the screen').toBe(0);
        expect(troubles).toEqual([]);
      }
    },
  );

  test.skipIf(skipReason !== undefined)('a run that was interrupted says so, and what it did not probe', async () => {
    const file = join(await temporaryFolder(), 'report.html');
    const flags = ['--environment', 'netns', '--connect-timeout', '1', '--html', file];
    const run = startCli(['verify', 'scenarios/task-api', ...flags]);
    await run.printed(/Stage 2 of \d+, [^\n]*: applying/);
    run.kill('SIGINT');
    expect((await run.result).exitCode).toBe(130);
    await using opened = await openFile(file);
    const { page, troubles, accessibility } = opened;
    expect(await page.locator('.verdict').innerText()).toMatch(
      /^INCONCLUSIVE 56 flows in 1 stage: the run ended early/,
    );
    expect(await page.locator('.trouble').innerText()).toContain(
      'interrupted; not probed to the end: default-deny, dns, gateway, databases',
    );
    const end = await page.evaluate("document.querySelector('.trouble').getBoundingClientRect().bottom");
    expect(end, 'where the first screen ends').toBeLessThan(900);
    expect(await accessibility()).toEqual([]);
    expect(troubles).toEqual([]);
  });

  test('shows what differs first, opens its cell, and keeps all of it in a link', async () => {
    await using opened = await openPage(contentOfRun(leakInBig));
    const { page, troubles, goTo } = opened;
    expect(await page.locator('.findings summary').allInnerTexts()).toEqual([
      '! any-pod → gateway:8443 in stage dns',
      '✕ worker → postgres:5432 in stage egress',
    ]);
    await page.getByRole('button', { name: 'Show in the matrix' }).first().click();
    expect(await page.locator('.details h3').innerText()).toBe('any-pod → gateway:8443');
    expect(await page.locator('[aria-current=step]').innerText()).toBe('dns');
    await page.getByText('got through', { exact: true }).last().waitFor();
    const link = new URL(page.url()).hash;
    await goTo(link);
    expect(await page.locator('.details h3').innerText()).toBe('any-pod → gateway:8443');
    expect(await page.locator('.attempts tbody tr').count()).toBe(1);
    expect(troubles).toEqual([]);
  });

  test('goes through the matrix by keyboard', async () => {
    await using opened = await openPage(contentOfRun(leakInBig));
    const { page } = opened;
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await page.locator('.details h3').innerText()).toBe('worker → postgres:5432');
    await page.keyboard.press('Escape');
    expect(await page.locator('.details').count()).toBe(0);
  });

  test('filters by words and by what differs, and flips through stages', async () => {
    await using opened = await openPage(contentOfRun(leakInBig));
    const { page } = opened;
    const search = page.getByRole('searchbox');
    await search.fill('from:worker !dns');
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(['worker']);
    expect(await page.locator('.filter [role=status]').last().innerText()).toBe('7 of 50 flows');
    await search.fill('stage:dns');
    expect(await page.locator('.stages button').allInnerTexts()).toEqual(['dns']);
    await search.fill('');
    await page.getByRole('checkbox', { name: 'only what differs' }).check();
    expect(await page.getByRole('gridcell').count()).toBe(1);
    await page.getByRole('button', { name: 'default-deny' }).click();
    expect(await page.getByRole('gridcell').count()).toBe(0);
  });

  test('folds namespaces, hides no leak, and tells which flows are in a folded cell', async () => {
    const endpoints = ['gateway', 'worker', 'postgres'].map((name) => ({
      name,
      namespace: name === 'postgres' ? 'data' : 'apps',
    }));
    await using opened = await openPage(contentOfRun({ ...badReport, endpoints }));
    const { page, troubles, accessibility } = opened;
    await page.getByRole('button', { name: 'Fold all' }).click();
    const cell = page.getByRole('gridcell', { name: 'apps/* to data/*: leak' });
    expect(await cell.innerText()).toBe('!');
    expect(decodeURIComponent(page.url())).toContain('#folded=data&folded=apps');
    await cell.click();
    expect(await cell.getAttribute('aria-selected')).toBe('true');
    expect(await page.locator('.details h3').innerText()).toBe('apps/* → data/*');
    expect(await page.locator('.flows button').allInnerTexts()).toEqual([
      'worker → postgres:5432: leak: got through, should be blocked',
      'gateway → postgres:5432: inconclusive',
    ]);
    expect(await accessibility()).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.locator('.details').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('.details h3').innerText()).toBe('worker → postgres:5432');
    expect(await page.getByRole('gridcell', { selected: true }).getAttribute('aria-label')).toContain('leak');
    expect(await page.locator('.namespaces [aria-expanded=false]').count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await page.evaluate("document.activeElement.matches('.grid')")).toBe(true);
    expect(troubles).toEqual([]);
  });

  test('draws what gets through and what differs as a graph, whose arrows open their flow', async () => {
    await using opened = await openPage(contentOfRun(leakInBig));
    const { page, troubles, accessibility, goTo } = opened;
    await page.getByRole('button', { name: 'Graph' }).click();
    expect(await page.locator('.arrow.is-cut').count()).toBe(1);
    expect(await page.locator('.arrow.is-cut title').textContent()).toContain('worker → postgres: 5432, cut');
    await page.locator('.arrow.is-cut text').click();
    expect(await page.locator('.details h3').innerText()).toBe('worker → postgres:5432');
    expect(await accessibility()).toEqual([]);
    await goTo(new URL(page.url()).hash);
    expect(await page.locator('.graph').count()).toBe(1);
    expect(troubles).toEqual([]);
  });

  test('goes through the graph by keyboard, what differs first', async () => {
    await using opened = await openPage(contentOfRun(leakInBig), { fragment: '#picture=graph' });
    const { page, accessibility } = opened;
    const focused = async () => await page.evaluate<string>('document.activeElement.textContent');
    await page.getByRole('button', { name: 'Graph' }).focus();
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('worker → postgres: 5432, cut: did not get through');
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toContain('allowed');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('.details h3').innerText()).toBe('worker → postgres:5432');
    expect(await accessibility()).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await focused()).toContain('worker → postgres');
    expect(await page.locator('.arrow[tabindex="0"]').count()).toBe(1);
  });

  test('says which attempts sought who dropped a flow', async () => {
    const attempt = attemptOf({ verdict: 'blocked' });
    const triangulation = { side: 'egress', explanation: 'it leaves not', attempts: [attempt, attempt] } as const;
    const result = resultOf({ flow: 'a → b:80', outcome: 'mismatch', attempts: [attempt], triangulation });
    await using opened = await openPage(contentOfRun(reportOf({ stages: [stageOf({ results: [result] })] })), {
      fragment: '#cell=a%3Eb:80',
    });
    expect(await opened.page.locator('.attempts tbody td:first-child').allInnerTexts()).toEqual([
      '1',
      'triangulating, round 1',
      'triangulating, round 1',
    ]);
  });

  test('many nights are a history above the last of them', async () => {
    const night = (report: Report, day: number) => ({
      ...report,
      runId: `night-${day}`,
      startedAt: `2026-01-0${day}T02:00:00Z`,
    });
    await using opened = await openPage(
      contentOfRuns([night(bigReport(), 1), night(bigReport(), 2), night(leakInBig, 3)]),
    );
    const { page, troubles, accessibility } = opened;
    expect(await page.locator('.history tbody').first().locator('tr').count()).toBe(3);
    expect(await page.locator('.history tbody').last().locator('th').allInnerTexts()).toEqual([
      'any-pod → gateway:8443',
      'worker → postgres:5432',
    ]);
    expect(await page.locator('.history tbody').last().locator('.mark').allInnerTexts()).toEqual([
      '·',
      '·',
      '!',
      '✓',
      '✓',
      '✕',
    ]);
    expect(await accessibility()).toEqual([]);
    expect(troubles).toEqual([]);
  });

  test('a hostile text stays a text', async () => {
    await using opened = await openPage(contentOfRun(hostileReport), { fragment: '#cell=gateway%3Etask-api:8000' });
    const { page, troubles } = opened;
    await page.locator('.attempts').waitFor();
    expect(await page.locator('h1').innerText()).toBe(hostile);
    expect(await page.locator('img').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  test('a check is a page, too, that says that nothing was sent', async () => {
    const content = contentOfCheck(check(await loadScenario('scenarios/task-api')));
    await using opened = await openPage(content);
    const { page, troubles, accessibility } = opened;
    expect(await page.locator('.note').first().innerText()).toContain('no packet was sent');
    expect(await accessibility()).toEqual([]);
    expect(troubles).toEqual([]);
  });

  test('200 endpoints at 5 stages: only what is in sight is in the document, and the last cell can be reached', async () => {
    await using opened = await openPage(contentOfRun(hugeReport()));
    const { page, troubles } = opened;
    expect(await page.getByRole('gridcell').count()).toBeLessThan(5000);
    await page.getByRole('grid').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.locator('.attempts').waitFor();
    expect(await page.locator('.details h3').innerText()).toBe('app-199 → app-199:5432');
    await page.getByRole('searchbox').fill('verdict:leak');
    await page.getByRole('gridcell', { name: 'app-150 to app-77:443: leak' }).waitFor();
    expect(await page.getByRole('gridcell').count()).toBe(1);
    expect(troubles).toEqual([]);
  });

  test('while a scenario is watched, it loads itself again, with filter and place as they were', async () => {
    await using opened = await openPage(contentOfRun(bigReport()), {
      isWatched: true,
      viewport: { width: 600, height: 300 },
    });
    const { page, goTo, file, troubles } = opened;
    await page.clock.install();
    await goTo('#filter=from%3Aworker');
    await page.evaluate('scrollTo(0, 200)');
    writeFileSync(file, renderPage(contentOfRun(leakInBig), true));
    await page.clock.runFor(10_000);
    await page.getByText('2 of 250 flows').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('from:worker');
    expect(await page.evaluate('scrollY')).toBe(200);
    await page.getByRole('checkbox', { name: 'follow further proofs' }).uncheck();
    writeFileSync(file, renderPage(contentOfRun(goodReport), true));
    await page.clock.runFor(10_000);
    expect(await page.getByText('2 of 250 flows').count()).toBe(1);
    expect(troubles).toEqual([]);
  });

  test('prints the whole matrix', async () => {
    await using opened = await openPage(contentOfRun(leakInBig));
    const { page } = opened;
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('table.printed td').count()).toBe(63);
    expect(await page.locator('.matrix').isVisible()).toBe(false);
  });
});

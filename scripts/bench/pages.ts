import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { chromium, type Browser } from 'playwright';
import { renderPage } from '../../src/app/html-page.ts';
import type { Report } from '../../src/model/report.ts';
import { contentOfRun } from '../../src/reporters/html/run.ts';
import { attemptOf, reportOf, resultOf, stageOf } from '../../test/helpers/report.ts';
import { playwrightReport } from './playwright-report.ts';

/** How often each page is opened. */
const openings = 5;

/** What somebody waits for who opens a page of results: the best of {@link openings}, since others use the machine as well. */
interface Times {
  /** From the start of loading until results can be seen. */
  readonly paintMs: number;
  /** From the last key of a filter until what it asks for is there alone. */
  readonly filterMs: number;
}

export interface PageFigures extends Times {
  /** Flows, or tests. */
  readonly results: number;
  readonly kilobytes: number;
}

export interface PageComparison {
  readonly size: Size;
  readonly ours: PageFigures;
  readonly theirs: PageFigures;
}

interface Size {
  readonly endpoints: number;
  readonly ports: number;
  readonly stages: number;
}

const sizes: readonly Size[] = [
  { endpoints: 50, ports: 1, stages: 1 },
  { endpoints: 200, ports: 3, stages: 5 },
];

/** Tests that Playwright runs in minutes. A test takes it 10 ms of processor, so that 597,000 of them would take 100 minutes. */
const mostTests = 12_000;

/** Our page of so many flows, and Playwright's HTML report of as many tests, or of as many as it can run. */
export async function* measurePages(): AsyncGenerator<PageComparison> {
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-bench-pages-'));
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    for (const [index, size] of sizes.entries()) {
      yield {
        size,
        ours: await measureOurs(join(folder, `${index}.html`), size, browser),
        theirs: await measureTheirs(join(folder, `playwright-${index}`), size, browser),
      };
    }
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

async function measureOurs(file: string, size: Size, browser: Browser): Promise<PageFigures> {
  const report = reportOfSize(size);
  await writeFile(file, renderPage(contentOfRun(report)));
  return await figuresOf(file, browser, {
    results: report.stages.reduce((sum, { results }) => sum + results.length, 0),
    first: '[role=gridcell]',
    result: '[role=gridcell]',
    filter: 'from:service-007 to:service-001 port:808',
    lastKey: '0',
  });
}

async function measureTheirs(folder: string, size: Size, browser: Browser): Promise<PageFigures> {
  const perSender = Math.floor(mostTests / size.endpoints);
  const titles = new Map(namesOf(size).map((from) => [from, titlesFrom(from, size).slice(0, perSender)]));
  const file = await playwrightReport(folder, titles);
  return await figuresOf(file, browser, {
    results: [...titles.values()].flat().length,
    first: '.chip-header',
    result: '.test-file-test',
    filter: 'service-007 service-001:8080 stage-0',
    lastKey: 'Enter',
  });
}

function reportOfSize(size: Size): Report {
  const names = namesOf(size);
  return reportOf({
    endpoints: names.map((name, index) => ({ name, namespace: `team-${index % 10}` })),
    stages: stagesOf(size).map((name) =>
      stageOf({
        name,
        results: names.flatMap((from) =>
          targetsFrom(from, size).map((target) =>
            resultOf({
              flow: `${from} → ${target}`,
              expect: 'blocked',
              // No two probes take the same time, and what differs is what a file consists of.
              attempts: [attemptOf({ verdict: 'blocked', totalSeconds: 3 + Math.random() / 100 })],
            }),
          ),
        ),
      }),
    ),
  });
}

function titlesFrom(from: string, size: Size): string[] {
  return targetsFrom(from, size).flatMap((target) =>
    stagesOf(size).map((stage) => `${from} does not reach ${target} in ${stage}`),
  );
}

function targetsFrom(from: string, { ports, ...size }: Size): string[] {
  const receivers = namesOf(size).filter((to) => to !== from);
  return receivers.flatMap((to) => [8080, 5432, 9090].slice(0, ports).map((port) => `${to}:${port}`));
}

function namesOf({ endpoints }: Pick<Size, 'endpoints'>): string[] {
  return Array.from({ length: endpoints }, (_, index) => `service-${String(index).padStart(3, '0')}`);
}

function stagesOf({ stages }: Size): string[] {
  return Array.from({ length: stages }, (_, index) => `stage-${index}`);
}

interface Asked {
  readonly results: number;
  /** What is seen first. */
  readonly first: string;
  /** What one result is, of which the filter leaves one. */
  readonly result: string;
  /** All of the filter but its last key. */
  readonly filter: string;
  readonly lastKey: string;
}

async function figuresOf(file: string, browser: Browser, asked: Asked): Promise<PageFigures> {
  const times: Times[] = [];
  for (let opening = 0; opening < openings; opening += 1) times.push(await timesOf(file, browser, asked));
  return {
    results: asked.results,
    kilobytes: Math.round((await stat(file)).size / 1000),
    paintMs: Math.min(...times.map(({ paintMs }) => paintMs)),
    filterMs: Math.min(...times.map(({ filterMs }) => filterMs)),
  };
}

async function timesOf(file: string, browser: Browser, { first, result, filter, lastKey }: Asked): Promise<Times> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const opened = performance.now();
  await page.goto(`file://${file}`, { waitUntil: 'commit' });
  await page.locator(first).first().waitFor();
  const paintMs = performance.now() - opened;
  const field = page.locator('input[type=search], input[name=q]').first();
  await field.fill(filter);
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  const typed = performance.now();
  await field.press(lastKey);
  await page.waitForFunction(`document.querySelectorAll('${result}').length === 1`);
  const filterMs = performance.now() - typed;
  await page.close();
  return { paintMs, filterMs };
}

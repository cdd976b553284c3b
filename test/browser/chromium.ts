import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { afterAll } from 'vitest';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { renderPage } from '../../src/app/html-page.ts';
import type { PageContent } from '../../src/reporters/html/content.ts';

const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((one) =>
  existsSync(one),
);

/** Whether there is a browser; without one, tests that need it are skipped. */
export const hasChromium = path !== undefined;
if (!hasChromium) process.stdout.write('pages are not opened: there is no Chromium on this machine\n');

export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** What went wrong on the page, and what it asked the network for. */
  readonly troubles: readonly string[];
  /** Opens the same file with another fragment. */
  readonly goTo: (fragment: string) => Promise<void>;
  /** What axe-core finds, a line each. */
  readonly accessibility: () => Promise<string[]>;
  /** Where the page is, to be written anew. */
  readonly file: string;
}

/** One for all pages: a browser takes seconds to start. */
let browser: Promise<Browser> | undefined;
afterAll(async () => await (await browser)?.close());

/** Opens a page from a file, as somebody does who got it by mail. */
export async function openPage(
  content: PageContent,
  { isWatched = false, ...options }: BrowserContextOptions & { fragment?: string; isWatched?: boolean } = {},
): Promise<OpenPage> {
  const folder = mkdtempSync(join(tmpdir(), 'flowproof-page-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, renderPage(content, isWatched));
  const opened = await openFile(file, options);
  return {
    ...opened,
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Opens a page that is there. */
export async function openFile(
  file: string,
  { fragment = '', ...options }: BrowserContextOptions & { fragment?: string } = {},
): Promise<OpenPage> {
  browser ??= chromium.launch({ ...(path && { executablePath: path }), args: ['--no-sandbox'] });
  const context = await (await browser).newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => troubles.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`file://${file}`)) troubles.push(`request: ${url}`);
  });
  const goTo = async (next: string): Promise<void> => {
    await page.goto('about:blank');
    await page.goto(`file://${file}${next}`);
    await page.waitForSelector('h1');
  };
  await goTo(fragment);
  return {
    page,
    troubles,
    goTo,
    file,
    accessibility: async () => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(
        async () => await (globalThis as unknown as { axe: typeof axe }).axe.run(),
      );
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      );
    },
    async [Symbol.asyncDispose]() {
      await context.close();
    },
  };
}

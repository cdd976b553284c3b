import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { chromium } from 'playwright';

// npm run screenshot: docs/report.png, from a run with real packets of the Task API with a mistake in one of its policies.

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'flowproof-screenshot-'));
try {
  await cp(join(root, 'scenarios/task-api'), join(folder, 'task-api'), { recursive: true });
  const policy = join(folder, 'task-api/policies/allow-gateway-ingress.yaml');
  // An empty selector is every namespace, where somebody took it for none.
  const text = await readFile(policy, 'utf8');
  await writeFile(policy, text.replace(/namespaceSelector: .*/, 'namespaceSelector: {}'));
  const flags = ['verify', 'task-api', '--environment', 'netns', '--html', 'report.html'];
  const { exitCode } = await execa('node', [join(root, 'dist/bin.js'), ...flags], {
    cwd: folder,
    reject: false,
    timeout: 300_000,
  });
  if (exitCode !== 1) throw new Error(`the run should find the mistake, and ended with exit code ${exitCode}`);
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const page = await browser.newPage({ viewport: { width: 1200, height: 1150 }, colorScheme: 'light' });
  await page.goto(`file://${folder}/report.html`);
  await page.getByRole('button', { name: 'Show in the matrix' }).first().click();
  await page.locator('.attempts').waitFor();
  await page.evaluate('scrollTo(0, 0); document.activeElement.blur()');
  await page.screenshot({ path: join(root, 'docs/report.png'), fullPage: true });
  await browser.close();
} finally {
  await rm(folder, { recursive: true });
}

import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs tests that do nothing with Playwright, a file of them for each sender, and resolves to the HTML report that it writes.
 *
 * @param titles - By sender.
 */
export async function playwrightReport(
  folder: string,
  titles: ReadonlyMap<string, readonly string[]>,
): Promise<string> {
  await mkdir(folder);
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [sender, tests] of titles) {
    const program = `import { test } from 'playwright/test';
for (const title of ${JSON.stringify(tests)}) test(title, () => {});
`;
    await writeFile(join(folder, `${sender}.spec.ts`), program);
  }
  await execa(
    process.execPath,
    [join(root, 'node_modules/playwright/cli.js'), 'test', '--reporter=html', '--workers=1'],
    {
      cwd: folder,
      env: { PLAYWRIGHT_HTML_OPEN: 'never' },
      stdin: 'ignore',
      timeout: 1_800_000,
    },
  );
  return join(folder, 'playwright-report/index.html');
}

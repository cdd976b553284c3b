import { existsSync, globSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../helpers/cli.ts';
import { pageFiles, readPage } from './page.ts';

test('every page is in the navigation: docs/.vitepress/navigation.ts', () => {
  expect(globSync('docs/*.md', { cwd: root }).filter((file) => !pageFiles.includes(file))).toEqual([]);
});

test.for(pageFiles)('every link of %s leads somewhere', (file) => {
  expect(readPage(file).links.filter((link) => !leadsSomewhere(file, link))).toEqual([]);
});

/** Of what is elsewhere nothing is said: tests have no network. */
function leadsSomewhere(file: string, link: string): boolean {
  if (/^(https?|mailto):/.test(link)) return true;
  const [path = '', anchor] = link.split('#', 2);
  const target = path === '' ? file : normalize(join(dirname(file), decodeURIComponent(path)));
  if (target.startsWith('..') || !existsSync(join(root, target))) return false;
  return anchor === undefined || (target.endsWith('.md') && readPage(target).anchors.has(anchor));
}

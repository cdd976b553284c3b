import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withVersion } from './version.ts';

/** The pages that name the version, each with its new text. */
export async function pagesWith(version: string, current: string): Promise<(readonly [string, string])[]> {
  const docs = await readdir('docs').catch(() => []);
  const pages = ['README.md', ...docs.filter((name) => name.endsWith('.md')).map((name) => join('docs', name))];
  const changed = pages.map(async (name) => {
    const text = await readFile(name, 'utf8');
    const next = withVersion(text, current, version);
    return next === text ? [] : [[name, next] as const];
  });
  return (await Promise.all(changed)).flat();
}

import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { withVersion } from './version.ts';

/** The pages and schemas that name the version, each with its new text. */
export async function pagesWith(version: string, current: string): Promise<(readonly [string, string])[]> {
  const files = globSync(['README.md', 'docs/*.md', '*.schema.json']).toSorted();
  const changed = files.map(async (name) => {
    const text = await readFile(name, 'utf8');
    const next = withVersion(text, current, version);
    return next === text ? [] : [[name, next] as const];
  });
  return (await Promise.all(changed)).flat();
}

import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the messages of the troubleshooting page are those of the code', () => {
  const code = globSync('src/**/*.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const cells = readFileSync('docs/troubleshooting.md', 'utf8').matchAll(/^\| (.*?) \|/gm);
  const messages = [...cells].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text));
  // What differs from run to run is "…" there.
  const unsaid = messages.filter((text) => !text.split('…').every((part) => code.includes(part)));
  expect(unsaid).toEqual([]);
});

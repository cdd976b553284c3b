import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { lintRulesPage } from '../../src/lint/page.ts';

test('the page of rules is the one that the code makes: npm run lint:rules', async () => {
  expect(await readFile('docs/lint-rules.md', 'utf8')).toBe(lintRulesPage());
});

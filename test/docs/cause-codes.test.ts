import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withCauseCodes } from '../../scripts/docs/cause-codes.ts';

test('the table of cause codes is the one that the code makes: npm run cause-codes', async () => {
  const page = await readFile('docs/verdicts.md', 'utf8');
  expect(page).toContain('| `egress-port-not-allowed` |');
  expect(page).toBe(withCauseCodes(page));
});

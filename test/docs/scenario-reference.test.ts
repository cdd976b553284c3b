import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withReference, type Schema } from '../../scripts/docs/scenario-reference.ts';

test('the reference of scenarios is the one that the schema makes: npm run schema', async () => {
  const page = await readFile('docs/scenario.md', 'utf8');
  const schema = JSON.parse(await readFile('scenario.schema.json', 'utf8')) as Schema;
  expect(page).toBe(withReference(page, schema));
});

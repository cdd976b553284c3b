import { readFile, writeFile } from 'node:fs/promises';
import { reportJsonSchema } from '../src/reporters/json/report-schema.ts';
import { scenarioJsonSchema } from '../src/scenario/json-schema.ts';
import { withReference, type Schema } from './docs/scenario-reference.ts';

/**
 * Writes the schema of scenario files for editors, and for readers the reference on their page; and the schema of JSON reports:
 * `npm run schema`.
 */
await writeFile(new URL('../report.schema.json', import.meta.url), reportJsonSchema());

const schema = scenarioJsonSchema();
await writeFile(new URL('../scenario.schema.json', import.meta.url), schema);

const page = new URL('../docs/scenario.md', import.meta.url);
await writeFile(page, withReference(await readFile(page, 'utf8'), JSON.parse(schema) as Schema));

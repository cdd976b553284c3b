import { writeFile } from 'node:fs/promises';
import { scenarioJsonSchema } from '../src/scenario/json-schema.ts';

await writeFile(new URL('../scenario.schema.json', import.meta.url), scenarioJsonSchema());

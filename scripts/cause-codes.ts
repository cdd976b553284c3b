import { readFile, writeFile } from 'node:fs/promises';
import { withCauseCodes } from './docs/cause-codes.ts';

/** Writes the table of cause codes in the page about verdicts: `npm run cause-codes`. */
const page = new URL('../docs/verdicts.md', import.meta.url);
await writeFile(page, withCauseCodes(await readFile(page, 'utf8')));

import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { loadScenario } from '../src/app/load.ts';
import { withMatrices } from './matrices/page.ts';

// `npm run matrices` writes what is declared into the READMEs of the scenarios.
for (const page of globSync('scenarios/*/README.md')) {
  const text = await readFile(page, 'utf8');
  await writeFile(page, await withMatrices(page, text, loadScenario));
}

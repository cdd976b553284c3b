import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderJson } from '../../src/reporters/json/report.ts';
import { pageFiles, readPage, type Block } from '../docs/page.ts';
import { root, runMain, type CliResult } from '../helpers/cli.ts';
import { twoNights } from '../helpers/sample-drift.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const commands = ['sh', 'bash', 'console'];
const pages = pageFiles
  .map((file) => ({
    file,
    blocks: readPage(file).blocks.filter(
      ({ language, mark }) => commands.includes(language) && !mark.startsWith('not run: '),
    ),
  }))
  .filter(({ blocks }) => blocks.length > 0);

test.for(pages)('$file: typed from top to bottom, it works and prints what is shown', async ({ blocks }) => {
  const folder = await readersFolder();
  const wrong: unknown[] = [];
  for (const block of blocks)
    wrong.push(...(await (block.language === 'console' ? notAsShown(block, folder) : failing(block, folder))));
  expect(wrong).toEqual([]);
});

/** What a reader has: the scenarios, and the reports of two nights. */
async function readersFolder(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(join(root, 'scenarios'), join(folder, 'scenarios'), { recursive: true });
  await writeFile(join(folder, 'good-night.json'), renderJson(twoNights[0]));
  await writeFile(join(folder, 'tonight.json'), renderJson(twoNights[1]));
  return folder;
}

/** The commands that fail, with what they print. */
async function failing({ at, content }: Block, folder: string): Promise<unknown[]> {
  // A line that ends with a backslash goes on, and comments are for readers.
  const lines = content.replaceAll(/\\\n\s*/g, '').split('\n');
  const wrong: unknown[] = [];
  for (const command of lines.map((line) => line.replace(/(^|\s)#.*/, '').trim()).filter((line) => line !== '')) {
    const { exitCode, all } = await typed(command, folder);
    if (exitCode !== 0) wrong.push({ at, command, exitCode, all });
  }
  return wrong;
}

/** The block with what is printed, where that is something else. */
async function notAsShown({ at, content }: Block, folder: string): Promise<unknown[]> {
  const printed: string[] = [];
  for (const [, command = '', shown = ''] of content.matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)) {
    const { all } = await typed(command, folder);
    printed.push(`$ ${command}\n${asShown(`${all}\n`, shown)}`);
  }
  return printed.join('') === content ? [] : [`${at}\n${printed.join('')}`];
}

/** Has of a shell what documentation needs: double quotes, and that output goes to a file, which nobody reads. */
async function typed(command: string, folder: string): Promise<CliResult> {
  const words = [...command.replace(/ > \S+$/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  const [program, ...args] = words[0] === 'npx' ? words.slice(1) : words;
  expect(program, `"${command}" is none of flowproof; say above the block: <!-- not run: WHY -->`).toBe('flowproof');
  return await runMain(args, {}, folder);
}

/** What was printed as the page shows it: a line "…" there stands for any number of lines. */
function asShown(printed: string, shown: string): string {
  const pieces = shown.split(/^…\n/m).map((piece) => piece.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`^${pieces.join('(?:.*\\n)*')}$`).test(printed) ? shown : printed;
}

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { badCommands } from '../corpus/bad-commands.ts';
import { badManifests } from '../corpus/bad-manifests.ts';
import { badScenarios } from '../corpus/bad-scenarios.ts';
import { world, type Case } from '../corpus/case.ts';
import { good, refusedAllTheSame } from '../corpus/good.ts';
import { root, runMain, type CliResult } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const groups = { badManifests, badScenarios, badCommands, good };

describe.for(Object.entries(groups))('%s', ([, cases]) => {
  test.for(cases.map((one) => [one.what, one] as const))('%s', async ([, one]) => {
    expect(await faultsOf(one)).toEqual([]);
  });
});

// One that is taken belongs to the good ones.
test.for(refusedAllTheSame.map((one) => [one.what, one] as const))(
  'refused, though Kubernetes takes it: %s',
  async ([, one]) => {
    const faults = await faultsOf(one);
    expect(faults).toContain('exit code 2');
    expect(faults.filter((fault) => fault === 'a stack')).toEqual([]);
  },
);

/** What came of an input, as far as it is not what it should be. */
async function faultsOf(one: Case): Promise<string[]> {
  const folder = await folderOf(one);
  const { exitCode, all } = await run(one, folder);
  const said = all.replaceAll(`${folder}/`, '');
  const faults: [isFault: boolean, text: string][] = [
    [exitCode !== one.code, `exit code ${exitCode}`],
    [!said.replaceAll(/\s+/g, ' ').includes(one.says), `it does not say: ${one.says}`],
    [/\n\s+at .*\(/.test(said), 'a stack'],
    // oxlint-disable-next-line no-control-regex -- these are what it is about
    [/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/.test(said), 'a control character'],
    [said.length >= 2000, `${said.length} characters`],
  ];
  const found = faults.flatMap(([isFault, text]) => (isFault ? [text] : []));
  return found.length > 0 ? [...found, said.slice(0, 2000)] : [];
}

test('no two inputs of the corpus are called the same', () => {
  const names = Object.entries(groups).flatMap(([group, cases]) => cases.map(({ what }) => `${group}: ${what}`));
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
});

async function folderOf({ files }: Case): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries({ 'world.yaml': world, ...files })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

async function run({ args, stdin }: Case, folder: string): Promise<CliResult> {
  const own = args.map((arg) => arg.replace('$', folder));
  if (stdin === undefined) return await runMain(own);
  const options = { cwd: root, input: stdin, all: true, reject: false, timeout: 30_000 } as const;
  const { exitCode, all } = await execa(process.execPath, [join(root, 'src/bin.ts'), ...own], options);
  return { exitCode, all };
}

import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { programFor } from '../../src/cli/program.ts';
import { renderJson } from '../../src/reporters/json/report.ts';
import { root, runMain } from '../helpers/cli.ts';
import { reportOf, resultOf, stageOf } from '../helpers/report.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

/** A program with all commands, of which none does anything. */
async function program(): Promise<Command> {
  const { stdin, stdout, stderr } = process;
  const context = { io: { stdin, stdout, stderr, env: {} }, signal: AbortSignal.abort(), exit: () => undefined };
  const all = await programFor(['node', 'flowproof'], context, () => undefined);
  for (const command of withCommands(all)) if (command.commands.length === 0) command.action(() => undefined);
  return all;
}

/** A command and those that it has, but for what no person types. */
function withCommands(command: Command): Command[] {
  const help = command.createHelp();
  return [
    command,
    ...help
      .visibleCommands(command)
      .filter((one) => one.name() !== 'help')
      .flatMap(withCommands),
  ];
}

function wordsOf(command: Command): string[] {
  return command.parent ? [...wordsOf(command.parent), command.name()] : [];
}

const commands = withCommands(await program()).map((command) => wordsOf(command).join(' '));

/** The lines of a command's help. */
async function helpOf(...words: readonly string[]): Promise<string[]> {
  const { exitCode, all } = await runMain([...words, '--help']);
  expect(exitCode, all).toBe(0);
  return all.split('\n');
}

function examplesIn(lines: readonly string[]): string[] {
  return lines.slice(lines.indexOf('Examples:') + 1).map((line) => line.trim());
}

/** What a shell hands on of a command line: its words, without what goes elsewhere. */
function wordsIn(example: string): string[] {
  const [line = ''] = example.split(/ >+/);
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '').slice(1);
}

describe.for(commands)('the help of flowproof %s', (name) => {
  const words = name.split(' ').filter((word) => word !== '');

  test('fits a screen', async () => {
    const lines = await helpOf(...words);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(long.includes(name) ? 42 : 24);
  });

  test('ends with two examples that the command line understands', async () => {
    const examples = examplesIn(await helpOf(...words));
    expect(examples).toHaveLength(2);
    for (const example of examples) {
      expect(example).toMatch(new RegExp(`^flowproof ${name}`));
      const all = await program();
      await expect(all.parseAsync(['node', 'flowproof', ...wordsIn(example)]), example).resolves.toBe(all);
    }
  });
});

/** A folder in which the examples have what they name. */
async function folderOfExamples(): Promise<string> {
  const folder = await temporaryFolder();
  const shop = join(root, 'scenarios/task-api');
  await cp(shop, join(folder, 'scenarios/shop'), { recursive: true });
  await mkdir(join(folder, 'k8s'));
  await cp(join(shop, 'workloads.yaml'), join(folder, 'k8s/workloads.yaml'));
  const results = [resultOf({ flow: 'task-api → postgres:5432' }), resultOf({ flow: 'web → redis:6379' })];
  const report = renderJson(reportOf({ stages: [stageOf({ name: 'databases', results })] }));
  await mkdir(join(folder, 'nights'));
  for (const name of ['good-night.json', 'tonight.json', 'nights/1.json']) await writeFile(join(folder, name), report);
  const git = async (...args: string[]) => await execa('git', ['-C', folder, ...args]);
  await git('init', '--quiet');
  await git('add', 'k8s');
  await git('-c', 'user.name=a', '-c', 'user.email=a@a.example', 'commit', '--quiet', '--message', 'first');
  return folder;
}

test('the examples that need no cluster do what they are for', async () => {
  const folder = await folderOfExamples();
  const done: string[] = [];
  for (const name of commands.filter((one) => !inCluster.includes(one))) {
    for (const example of examplesIn(await helpOf(name))) {
      if (/ --(context|live)/.test(example)) continue;
      const { exitCode, all } = await runMain(wordsIn(example), {}, folder);
      expect(exitCode, `${example}\n${all}`).toBe(0);
      done.push(example);
    }
  }
  expect(done).toMatchInlineSnapshot(`
    [
      "flowproof plan scenarios/shop",
      "flowproof check scenarios/shop",
      "flowproof check scenarios/shop --format github",
      "flowproof connections scenarios/shop --why",
      "flowproof explain --from task-api --to postgres:5432",
      "flowproof explain --from gateway --to task-api:8000 --stage dns",
      "flowproof lint k8s/ --format github",
      "flowproof lint scenarios/shop --fix",
      "flowproof mutate scenarios/shop --min-score 90",
      "flowproof suggest scenarios/shop >policies.yaml",
      "flowproof suggest scenarios/shop --observed tonight.json",
      "flowproof diff git:HEAD:k8s k8s --fail-on opened",
      "flowproof report tonight.json --html tonight.html",
      "flowproof report nights/ --html nights.html",
      "flowproof init --manifests k8s/ --allow "task-api to coredns"",
      "flowproof rbac scenarios/shop --send-as ephemeral",
      "flowproof rbac -n shop -n database",
      "flowproof completion bash >>~/.bashrc",
      "flowproof completion fish >~/.config/fish/completions/flowproof.fish",
    ]
  `);
});

test('the help of verify names the options of one environment, and tells them where it is known', async () => {
  const folded = await helpOf('verify');
  expect(folded).toContain('  netns     --watch --ip-family --fault');
  expect(folded.join('\n')).not.toContain('--ip-family <family>');
  for (const words of [['--environment', 'netns'], ['--watch']]) {
    const told = (await helpOf('verify', ...words)).join('\n');
    expect(told).toContain('--ip-family <family>');
    expect(told).not.toMatch(/--fresh|--context <|\n {2}netns/);
  }
});

/** Those whose examples are understood, and not run. */
const inCluster = ['', 'verify', 'probe', 'observe', 'cluster', 'cluster up', 'cluster down', 'clean'];

/** Those that have more to tell than fits 24 lines. */
const long = ['connections', 'diff', '', 'init', 'verify', 'probe', 'observe', 'plan', 'mutate'];

import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { execa } from 'execa';
import { parse } from 'yaml';
import { root } from './cli.ts';
import { temporaryFolder } from './temporary.ts';

/** Where the action stands. */
export const actionFolder: string = join(root, 'scripts/github/action');

export interface Action {
  readonly inputs: Record<string, { readonly default?: string; readonly required?: boolean }>;
  readonly outputs: Record<string, { readonly value: string }>;
  readonly runs: { readonly steps: readonly Step[] };
}

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Record<string, string>;
}

/** What came of the action, as a workflow sees it. */
export interface ActionResult {
  readonly exitCode: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Record<string, string>;
  /** What was used besides: the other actions, by their names. */
  readonly used: readonly string[];
}

export async function readAction(): Promise<Action> {
  return parse(await readFile(join(actionFolder, 'action.yml'), 'utf8')) as Action;
}

/**
 * Runs the steps of the action as a runner does, one that is not GitHub's own: expressions are GitHub's, each step is a bash,
 * the files that a step writes to are what the next ones and the outputs read. Other actions are not run.
 *
 * @param installed - A folder for the PATH, where flowproof is there already.
 */
export async function runAction(given: Record<string, string>, installed = ''): Promise<ActionResult> {
  const { inputs, outputs, runs } = await readAction();
  const defaults = Object.entries(inputs).map(([name, input]) => [name, input.default ?? '']);
  const folder = await temporaryFolder();
  const files = { GITHUB_OUTPUT: 'output', GITHUB_STEP_SUMMARY: 'summary', GITHUB_PATH: 'path', GITHUB_ENV: 'env' };
  for (const name of Object.values(files)) await writeFile(join(folder, name), '');
  const readLines = async (name: string): Promise<string[]> =>
    (await readFile(join(folder, name), 'utf8')).split('\n').filter((line) => line !== '');
  const steps: Record<string, unknown> = {};
  const used: string[] = [];
  const context = {
    inputs: { ...Object.fromEntries(defaults), ...given },
    steps,
    runner: { environment: 'self-hosted' },
  };
  let log = '';
  let exitCode = 0;
  for (const step of runs.steps) {
    if (step.if !== undefined && evaluate(step.if, context).coerceString() !== 'true') continue;
    if (step.uses !== undefined) used.push(step.uses.split('@')[0] ?? '');
    if (step.run === undefined) continue;
    const script = join(folder, 'step.sh');
    await writeFile(script, step.run);
    await writeFile(join(folder, files.GITHUB_OUTPUT), '');
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, interpolate(value, context)]);
    const running = await execa('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script], {
      cwd: root,
      reject: false,
      all: true,
      env: {
        ...Object.fromEntries(Object.entries(files).map(([variable, name]) => [variable, join(folder, name)])),
        ...Object.fromEntries(own),
        NO_COLOR: '1',
        GITHUB_ACTION_PATH: actionFolder,
        RUNNER_TEMP: folder,
        PATH: [...(await readLines(files.GITHUB_PATH)).toReversed(), installed, process.env['PATH']].join(delimiter),
      },
    });
    log += `${running.all}\n`;
    if (step.id !== undefined) {
      const pairs = (await readLines(files.GITHUB_OUTPUT)).map((line) => /^([^=]+)=(.*)$/.exec(line)?.slice(1) ?? []);
      steps[step.id] = { outputs: Object.fromEntries(pairs) };
    }
    exitCode = running.exitCode ?? 1;
    if (exitCode !== 0) break;
  }
  return {
    exitCode,
    log,
    used,
    summary: await readFile(join(folder, files.GITHUB_STEP_SUMMARY), 'utf8'),
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, { value }]) => [name, interpolate(value, context)]),
    ),
  };
}

/** A package called flowproof without dependencies, which starts the one of this checkout: a folder that npm can install. */
export async function flowproofPackage(): Promise<string> {
  const folder = join(await temporaryFolder(), 'package');
  await mkdir(folder);
  const program = join(folder, 'flowproof');
  await writeFile(join(folder, 'package.json'), '{ "name": "flowproof", "version": "0.0.0", "bin": "flowproof" }');
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'src/bin.ts')}" "$@"\n`);
  await chmod(program, 0o755);
  return folder;
}

function interpolate(text: string, context: object): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) => evaluate(expression, context).coerceString());
}

function evaluate(expression: string, context: object): data.ExpressionData {
  const dictionary = JSON.parse(JSON.stringify(context), data.reviver) as data.Dictionary;
  const parsed = new Parser(new Lexer(expression).lex().tokens, Object.keys(context), []).parse();
  return new Evaluator(parsed, dictionary).evaluate();
}

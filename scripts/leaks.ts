import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Command } from 'commander';
import { execa } from 'execa';
import pLimit from 'p-limit';
import type { Report } from '../src/model/report.ts';
import { writeCrowd, type Crowd } from './leaks/crowd.ts';
import { optionsFor, startLoad, stopApiServer, type Load } from './leaks/load.ts';
import { openStanding } from './leaks/standing.ts';

/**
 * Looks for a wrong "pass": declares an open flow blocked, among many, and runs flowproof over and over, on a machine that
 * is busy or slow. Prints a table of what it said, and ends with exit code 1 if it was wrong once:
 * `npm run test:leaks -- --runs 20 --only udp`. What follows `--` is handed to `flowproof verify`.
 */
const command = new Command('test:leaks')
  .option('--runs <number>', 'of each line of the table', Number, 20)
  .option('--at-once <number>', 'runs at the same time', Number, 1)
  .option('--only <text>', 'lines that contain it', '')
  .option('--cluster <name>', 'a kind cluster that stands; network namespaces, if not given')
  .argument('[options...]', 'of flowproof verify')
  .parse();
const { runs, atOnce, only, cluster } = command.opts<{
  runs: number;
  atOnce: number;
  only: string;
  cluster?: string;
}>();
await using standing = cluster === undefined ? undefined : await openStanding(cluster);
const nodes = standing?.nodes ?? [];

interface Row {
  readonly title: string;
  readonly crowd: Omit<Crowd, 'leak'>;
  /** Whether everything is declared blocked, nothing, or one flow, a different one in each run. */
  readonly leak: 'one' | 'all' | 'none';
  readonly load: Load;
}

const udp = { pods: 14, ports: ['81/udp'] };
const few = { pods: 8, ports: ['81/udp'] };
const loads: readonly Load[] = ['burners', 'slow-senders', 'slow-servers', 'loss', 'api-stopped'];
const rows: readonly Row[] = [
  { title: 'udp: 14 pods', crowd: udp, leak: 'one', load: 'nothing' },
  { title: 'tcp: 40 pods', crowd: { pods: 40, ports: ['80'] }, leak: 'one', load: 'nothing' },
  { title: 'dns: 14 pods', crowd: { pods: 14, ports: ['53/dns'] }, leak: 'one', load: 'nothing' },
  { title: 'udp open: 14 pods', crowd: udp, leak: 'all', load: 'nothing' },
  { title: 'tcp open: 40 pods', crowd: { pods: 40, ports: ['80'] }, leak: 'all', load: 'nothing' },
  { title: 'dns open: 14 pods', crowd: { pods: 14, ports: ['53/dns'] }, leak: 'all', load: 'nothing' },
  {
    title: 'many open: 50 pods, 3 ports',
    crowd: { pods: 50, ports: ['80', '8080', '81/udp'] },
    leak: 'all',
    load: 'nothing',
  },
  ...loads.map((load): Row => ({ title: 'udp: 8 pods', crowd: few, leak: 'one', load })),
  ...loads.map((load): Row => ({ title: 'udp right: 8 pods', crowd: few, leak: 'none', load })),
];

interface Ended {
  readonly exitCode?: number | undefined;
  readonly all: string;
}

/** What a run said, held against what is true. */
type Saying = 'decided' | 'inconclusive' | 'wrong';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const columns = [32, 14, 6, 9, 14, 7, 10] as const;
const line = (cells: readonly string[]): string =>
  cells.map((cell, index) => cell.padEnd(columns[index] ?? 0)).join('');

print(line(['flows', 'load', 'runs', 'decided', 'inconclusive', 'wrong', 'seconds']));
let wrong = 0;
for (const row of rows.filter(isAsked)) {
  await raise(row.crowd);
  const started = performance.now();
  const said = await runOften(row);
  const count = (saying: Saying): number => said.filter((one) => one === saying).length;
  wrong += count('wrong');
  const seconds = ((performance.now() - started) / 1000 / runs).toFixed(1);
  const counts = (['decided', 'inconclusive', 'wrong'] as const).map((saying) => String(count(saying)));
  print(line([row.title, row.load, String(runs), ...counts, seconds]));
}
process.exitCode = wrong === 0 ? 0 : 1;

function isAsked({ title, load }: Row): boolean {
  return `${title} ${load}`.includes(only) && (load !== 'api-stopped' || standing !== undefined);
}

/** Runs flowproof, and has something done as soon as it probes. */
async function flowproof(args: readonly string[], onProbing?: () => Promise<void>): Promise<Ended> {
  const options = { reject: false, all: true, timeout: 300_000, env: standing?.env ?? {} } as const;
  const running = execa(process.execPath, ['src/bin.ts', ...args], options);
  let meanwhile: Promise<void> | undefined;
  for await (const printed of running.iterable({ from: 'all' })) {
    if (/Starting .* that policies are enforced/.test(printed)) meanwhile ??= onProbing?.();
  }
  await meanwhile;
  return await running;
}

/** Starts the pods of a crowd where a cluster stands, for all runs of a line. */
async function raise(crowd: Row['crowd']): Promise<void> {
  if (!standing) return;
  const scenario = await writeCrowd({ ...crowd, leak: 'none' });
  await standing.raise(join(scenario, 'pods.yaml'));
  await rm(scenario, { recursive: true });
}

async function runOften(row: Row): Promise<Saying[]> {
  await using _ = await startLoad(row.load, nodes);
  // There is but one API server to stop.
  const limit = pLimit(row.load === 'api-stopped' ? 1 : atOnce);
  return await limit.map([...Array(runs).keys()], async (run) => await runOnce(row, run));
}

async function runOnce({ crowd, leak, load }: Row, run: number): Promise<Saying> {
  const from = (run * 5 + 12) % crowd.pods;
  const to = (from + 1 + ((run * 3) % (crowd.pods - 1))) % crowd.pods;
  const scenario = await writeCrowd({ ...crowd, leak: leak === 'one' ? [from, to] : leak });
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-leaks-'));
  const json = join(folder, 'report.json');
  try {
    const place = standing?.optionsFor(run) ?? ['--environment', 'netns'];
    const args = ['verify', scenario, '--json', json, ...place, ...optionsFor(load, nodes), ...command.args];
    const trouble = load === 'api-stopped' ? async () => await stopApiServer(nodes) : undefined;
    const { exitCode, all } = await flowproof(args, trouble);
    // There is none where the run ended before it began.
    const report = await readFile(json, 'utf8').catch(() => '{"stages":[]}');
    const saying = judged(JSON.parse(report) as Report, exitCode, leak);
    if (saying === 'wrong') print(all);
    return saying;
  } finally {
    for (const one of [scenario, folder]) await rm(one, { recursive: true });
  }
}

/** Everything is open: whatever is called blocked as expected is wrong, and so is a flow that is called cut off. */
function judged({ stages }: Report, exitCode: number | undefined, leak: Row['leak']): Saying {
  const results = stages.flatMap((stage) => stage.results);
  const isWrong = results.some(
    ({ flow, outcome }) =>
      (flow.expect === 'blocked' && outcome === 'as-expected') || (flow.expect === 'allowed' && outcome === 'mismatch'),
  );
  const isCrash = exitCode !== 0 && exitCode !== 1 && exitCode !== 3;
  if (isWrong || isCrash || exitCode === (leak === 'none' ? 1 : 0)) return 'wrong';
  return exitCode === 3 || results.some(({ outcome }) => outcome === 'inconclusive') ? 'inconclusive' : 'decided';
}

import { execa } from 'execa';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { generateWorld } from './bench/generate.ts';
import { byExec, byRun, type Cell } from './bench/by-hand.ts';
import { runFlowproof } from './bench/flowproof.ts';
import { writeNinePods } from './bench/nine-pods.ts';
import { measureConnections } from './bench/connections.ts';
import { measureCyclonus } from './bench/cyclonus.ts';
import { measurePages, type PageFigures } from './bench/pages.ts';
import { measureProbeCosts, type ProbeCost } from './bench/probe-cost.ts';
import type { StepCost } from './bench/profile.ts';
import { measureReachability } from './bench/reachability.ts';
import { measureSurvey } from './bench/survey.ts';

/**
 * Measures flowproof against the ways that a person has, on the same cluster and the same cells, and prints ratios:
 * absolute times are the machine's. `npm run bench` creates a cluster and deletes it; `npm run bench -- pages` measures the
 * pages of results alone, which takes a browser and no cluster, and `npm run bench -- policies` how policies are understood,
 * beside cyclonus where there is Go to build it.
 */
const cluster = 'flowproof-bench';
const timeoutMs = 3000;
const inNetns = ['--environment', 'netns'];
const inKind = ['--environment', 'kind', '--cluster', cluster];

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** The part that was asked for; all of them without. */
const part = process.argv[2];

if (part === undefined || part === 'policies') {
  const understood = measureReachability();
  print(`${understood.pods} pods, ${understood.namespaces} namespaces, ${understood.policies} policies, no cluster`);
  print(`  whole reachability   ${seconds(understood.wholeMs)}   (limit 10 s), ${understood.classes} classes of pods`);
  print(`  one question         ${understood.questionMs.toFixed(2)} ms (limit 5 ms)`);
  print(`  memory, peak         ${understood.peakMegabytes} MB  (limit 1000 MB)`);
  const [small, large] = [100, 1000].map(measureConnections);
  for (const { pods, policies, parties, connectionsMs, diffMs, peakMegabytes } of [small, large].flatMap(
    (one) => one ?? [],
  )) {
    print(`All connections of ${pods} pods under ${policies} policies, as ${parties} parties`);
    print(`  connections          ${seconds(connectionsMs)}   (limit ${pods > 1000 ? 10 : 1} s)`);
    print(
      `  what a change opens  ${seconds(diffMs)}   (${(diffMs / connectionsMs).toFixed(1)} times as long, limit 2)`,
    );
    print(`  memory, peak         ${peakMegabytes} MB`);
  }
  if (small && large) {
    const growth = large.connectionsMs / small.connectionsMs;
    const size = (large.policies * large.parties) / (small.policies * small.parties);
    print(`  ${growth.toFixed(0)} times as long for ${size.toFixed(0)} times as many policies × parties`);
  }
  print('All connections, beside cyclonus’ truth table of the same pods and of the ports that policies name');
  for (const namespaces of [10, 20, 40]) {
    const compared = await measureCyclonus(namespaces);
    if (!compared) {
      print('  left out: there is no Go on the PATH to build it with');
      break;
    }
    const { pods, policies, cells, allowed, oursMs, theirsMs } = compared;
    print(`  ${pods} pods, ${policies} policies: of ${cells} cells, both allow ${allowed}`);
    print(`    cyclonus ${seconds(theirsMs)}, ${(theirsMs / oursMs).toFixed(0)} times as long as all connections here`);
  }
}
if (part === undefined || part === 'pages') {
  print('Pages of results in Chromium: size of the file, until it is painted, until a filter is');
  for await (const { size, ours, theirs } of measurePages()) {
    const line = (name: string, { results, kilobytes, paintMs, filterMs }: PageFigures): string =>
      `  ${name} ${String(results).padStart(8)}   ${kilobytes} KB, ${Math.round(paintMs)} ms, ${Math.round(filterMs)} ms`;
    const ratio = (of: 'kilobytes' | 'paintMs' | 'filterMs'): string => (theirs[of] / ours[of]).toFixed(1);
    const fewer = theirs.results < ours.results ? ', with the most tests that it runs in minutes' : '';
    print(`${size.endpoints} endpoints, ports: ${size.ports}, stages: ${size.stages}`);
    print(line('flows, flowproof ', ours));
    print(line('tests, Playwright', theirs));
    print(`  ${ratio('kilobytes')}, ${ratio('paintMs')} and ${ratio('filterMs')} times as much${fewer}`);
  }
}
if (part !== undefined) process.exit();

print(
  'What an answered probe costs, before and after November 2026: processes, processor time (and processes of its batch)',
);
for (const [protocol, { before, after }] of await measureProbeCosts()) {
  const cost = ({ forks, cpuMs, forksOfBatch }: ProbeCost): string =>
    `${forks.toFixed(1)}, ${cpuMs.toFixed(1)} ms (${forksOfBatch})`;
  const ratio = after.cpuMs > 0 ? `${(before.cpuMs / after.cpuMs).toFixed(1)} times less processor` : '';
  print(`  ${protocol.padEnd(8)} ${cost(before).padEnd(24)} ${cost(after).padEnd(24)} ${ratio}`);
}

print('Network namespaces, Task API, all stages, from nothing');
for (const [timeout, limit] of [
  ['3', '25 s'],
  ['1', '10 s'],
] as const) {
  const options = [...inNetns, '--connect-timeout', timeout];
  const { wallMs, beyondMs, steps } = await runFlowproof('scenarios/task-api', options);
  print(`  timeout ${timeout} s          ${seconds(wallMs)}   (limit ${limit})`);
  print(`  a stage, probing     ${seconds(beyondMs)} beyond the timeout at the most (limit 2 s)`);
  printSteps(steps);
}
const ninePods = await writeNinePods();
print('Nine pods, two ports, TCP and UDP, every pair');
const here = await runFlowproof(ninePods, inNetns);
print(`  network namespaces   ${seconds(here.probingMs)}   (limit ${seconds(timeoutMs + 3000)}), ${here.flaky} flaky`);
print('Network namespaces, 50 pods');
const crowd = await generateWorld({ servers: 50, portsPerServer: 1, singleSource: false });
const { wallMs, flows: crowdFlows, treeMegabytes } = await runFlowproof(crowd, inNetns);
print(`  ${crowdFlows} cells          ${seconds(wallMs)}   (limit 20 s), ${treeMegabytes} MB in all (limit 1500 MB)`);

print('Task API, all stages, from nothing (creates the cluster)');
await execa(process.execPath, ['dist/bin.js', 'cluster', 'down', '--cluster', cluster]);
const cold = await runFlowproof('scenarios/task-api', [...inKind, '--keep']);
print(`  to the report        ${seconds(cold.wallMs)}   (limit 120 s)`);
print(`  memory, peak         ${cold.peakMegabytes} MB  (limit 200 MB)`);
print(`  a stage, probing     ${seconds(cold.beyondMs)} beyond the timeout at the most (limit 3 s)`);
printSteps(cold.steps);

print('Task API, one stage, cluster up');
const warm = await runFlowproof('scenarios/task-api', [...inKind, '--stage', 'databases']);
print(`  probing              ${seconds(warm.probingMs)}    (limit ${seconds(timeoutMs + 3000)})`);
const there = await runFlowproof(ninePods, inKind);
print(
  `  nine pods            ${seconds(there.probingMs)}    (limit ${seconds(timeoutMs + 5000)}), ${there.flaky} flaky`,
);

for (const [title, size] of [
  ['20 pods, 1,000 cells', { servers: 20, portsPerServer: 3, singleSource: false }],
  ['1 pod, 1,000 blocked cells', { servers: 20, portsPerServer: 50, singleSource: true }],
] as const) {
  const { probingMs, flows, probes, peakMegabytes } = await runFlowproof(await generateWorld(size), inKind);
  print(title);
  print(
    `  ${flows} cells, ${probes} probes: ${seconds(probingMs)} (limit ${seconds(2 * timeoutMs + 2000)}), ${peakMegabytes} MB`,
  );
}

print('The same cells by hand: half of them allowed, half blocked');
const folder = await mkdtemp(join(tmpdir(), 'flowproof-bench-'));
const world = await generateWorld({ servers: 1, portsPerServer: 10, singleSource: true });
const kept = await runFlowproof(world, [...inKind, '--keep']);
const { stdout: kubeconfig } = await execa('kind', ['get', 'kubeconfig', '--name', cluster]);
const config = join(folder, 'kubeconfig');
await writeFile(config, kubeconfig);
const { stdout: ip } = await execa('kubectl', [
  '--kubeconfig',
  config,
  'get',
  'pod',
  '-n',
  'bench',
  's0',
  '-o',
  'jsonpath={.status.podIP}',
]);
const cells = Array.from({ length: 10 }, (_, index): Cell => ({
  ip,
  port: index % 2 === 0 ? 10_000 : 10_000 + index,
  timeoutMs,
}));
const execMs = await byExec(config, cells);
const runMs = await byRun(config, cells);
print(`  flowproof            ${seconds(kept.probingMs)}`);
print(`  kubectl exec loop    ${seconds(execMs)}   ${(execMs / kept.probingMs).toFixed(1)} times as long (at least 3)`);
print(`  kubectl run per cell ${seconds(runMs)}   ${(runMs / kept.probingMs).toFixed(1)} times as long (at least 10)`);

print('Somebody else’s namespace, 40 pods, no scenario');
await execa('kubectl', ['--kubeconfig', config, 'delete', 'namespace', 'bench', '--ignore-not-found', '--wait']);
const survey = await measureSurvey(config, `kind-${cluster}`, 40);
print(
  `  ${survey.flows} flows          ${seconds(survey.probingMs)}    (limit ${seconds(2 * timeoutMs)} beyond pod start)`,
);
print(`  with the pods' start ${seconds(survey.wallMs)}`);

await execa(process.execPath, ['dist/bin.js', 'cluster', 'down', '--cluster', cluster]);

/** Where the time of a run went, of which the processor was busy for some. */
function printSteps(steps: readonly StepCost[]): void {
  for (const { title, seconds: took, forks, processorSeconds } of steps)
    print(
      `    ${title.padEnd(60)} ${took.toFixed(1)} s, ${processorSeconds.toFixed(1)} s of processor, ${forks} forks`,
    );
}

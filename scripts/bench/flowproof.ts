import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import type { Report } from '../../src/model/report.ts';
import { profileSteps, type StepCost } from './profile.ts';

/** What one run of flowproof took; the probing is that of its last stage. */
export interface Measured {
  readonly wallMs: number;
  readonly probingMs: number;
  /** Milliseconds of probing beyond one connect timeout, of the stage that took longest. */
  readonly beyondMs: number;
  readonly flows: number;
  readonly flaky: number;
  readonly probes: number;
  readonly peakMegabytes: number;
  /** Of flowproof and all that it started, shared pages counted once. */
  readonly treeMegabytes: number;
  /** Its steps, in their order. */
  readonly steps: readonly StepCost[];
}

/** Runs `flowproof verify` as a process of its own, which must end well. */
export async function runFlowproof(scenario: string, options: readonly string[]): Promise<Measured> {
  const json = join(await mkdtemp(join(tmpdir(), 'flowproof-bench-')), 'report.json');
  const args = ['dist/bin.js', 'verify', scenario, '--json', json, ...options];
  const started = performance.now();
  const running = execa(process.execPath, args, { reject: false, all: true });
  const peak = watchMemory(running.pid ?? 0);
  const treePeak = watchTree(running.pid ?? 0);
  const steps = await profileSteps(running.iterable({ from: 'all' }));
  const { exitCode, all } = await running;
  const wallMs = performance.now() - started;
  if (exitCode !== 0) throw new Error(`flowproof ended with ${exitCode}:\n${all}`);
  const { stages, connectTimeoutMs } = JSON.parse(await readFile(json, 'utf8')) as Report;
  const last = stages.at(-1);
  return {
    wallMs,
    probingMs: last?.probingMs ?? 0,
    beyondMs: Math.max(...stages.map((stage) => stage.probingMs - connectTimeoutMs)),
    flows: last?.results.length ?? 0,
    flaky: last?.results.filter(({ outcome }) => outcome === 'flaky').length ?? 0,
    probes: last?.probeCount ?? 0,
    peakMegabytes: Math.round((await peak) / 1000),
    treeMegabytes: Math.round((await treePeak) / 1000),
    steps,
  };
}

/** Resolves, when the process has ended, to the largest resident set it had, in kilobytes (Linux: VmHWM). */
async function watchMemory(pid: number): Promise<number> {
  let peak = 0;
  for (;;) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const high = /VmHWM:\s+(\d+)/.exec(status)?.[1];
    if (high === undefined) return peak;
    peak = Number(high);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Resolves, when the process has ended, to the most that it and its descendants took together (Linux: Pss). */
async function watchTree(root: number): Promise<number> {
  let peak = 0;
  while (await readFile(`/proc/${root}/stat`, 'utf8').catch(() => undefined)) {
    const sizes = await Promise.all((await descendants(root)).map(proportionalSize));
    peak = Math.max(
      peak,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return peak;
}

async function descendants(root: number): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry)).map(Number);
  const parents = new Map<number, number>();
  for (const id of ids) {
    const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
    parents.set(id, Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]));
  }
  const isBelow = (id: number): boolean => id === root || (id > 1 && isBelow(parents.get(id) ?? 0));
  return ids.filter(isBelow);
}

async function proportionalSize(id: number): Promise<number> {
  const rollup = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
}

import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import type { Report } from '../../src/core/model.ts';

/** What one run of flowproof took; the probing is that of its last stage. */
export interface Measured {
  readonly wallMs: number;
  readonly probingMs: number;
  readonly flows: number;
  readonly probes: number;
  readonly peakMegabytes: number;
}

/** Runs `flowproof verify` as a process of its own, which must end well. */
export async function runFlowproof(scenario: string, cluster: string, options: readonly string[]): Promise<Measured> {
  const json = join(await mkdtemp(join(tmpdir(), 'flowproof-bench-')), 'report.json');
  const args = ['dist/bin.js', 'verify', scenario, '--cluster', cluster, '--json', json, ...options];
  const started = performance.now();
  const running = execa(process.execPath, args, { reject: false, all: true });
  const peak = watchMemory(running.pid ?? 0);
  const { exitCode, all } = await running;
  const wallMs = performance.now() - started;
  if (exitCode !== 0) throw new Error(`flowproof ended with ${exitCode}:\n${all}`);
  const { stages } = JSON.parse(await readFile(json, 'utf8')) as Report;
  const last = stages.at(-1);
  return {
    wallMs,
    probingMs: last?.probingMs ?? 0,
    flows: last?.results.length ?? 0,
    probes: last?.probeCount ?? 0,
    peakMegabytes: Math.round((await peak) / 1000),
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

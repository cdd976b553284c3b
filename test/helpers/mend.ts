import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import type { Cause, Report } from '../../src/core/model.ts';
import { root, runCli, type CliResult } from './cli.ts';

/** The mistakes that people make, with the line that is wrong, or that lacks something. */
export const mistakes = [
  ['dns-aimed-wrong', 'policies.yaml:16'],
  ['dns-forgotten', 'policies.yaml:1'],
  ['namespace-name-as-label', 'policies.yaml:29'],
  ['peers-split', 'policies.yaml:30'],
  ['pod-selector-alone', 'policies.yaml:41'],
  ['wrong-port', 'policies.yaml:44'],
] as const;

/** Runs a mistake, applies the edit that its report suggests, and resolves to how it ends then. */
export async function mend(name: string, place: string, ...flags: readonly string[]): Promise<CliResult> {
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-mend-'));
  try {
    await cp(join(root, 'scenarios'), join(folder, 'scenarios'), { recursive: true });
    const scenario = `scenarios/mistakes/${name}`;
    const args = ['verify', scenario, '--json', 'report.json', '--connect-timeout', '1', ...flags];
    const wrong = await runCli(args, {}, folder);
    expect(wrong.exitCode, wrong.all).toBe(1);
    const causes = causesIn(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as Report);
    expect(new Set(causes.map((cause) => cause.class))).toEqual(new Set(['policy-wrong']));
    expect(causes.map(({ position }) => `${position?.file}:${position?.line}`)).toContain(`${scenario}/${place}`);
    const diffs = new Set(causes.map(({ edit }) => edit?.diff ?? 'none'));
    expect(diffs.size, [...diffs].join('\n')).toBe(1);
    await execa('git', ['apply', '-'], { cwd: folder, input: `${[...diffs].join('')}\n` });
    return await runCli(args, {}, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function causesIn({ stages }: Report): Cause[] {
  const results = stages.flatMap((stage) => stage.results);
  return results.flatMap(({ outcome, cause }) => (outcome === 'mismatch' ? [cause ?? missing] : []));
}

const missing: Cause = { class: 'not-the-policies', reason: 'no cause was told' };

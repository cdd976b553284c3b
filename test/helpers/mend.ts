import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import type { Cause, Report } from '../../src/model/report.ts';
import { root, runMain, type CliResult } from './cli.ts';
import { labelsWhere } from './results.ts';
import { temporaryFolder } from './temporary.ts';

/** The mistakes that people make, with the line that is wrong, or that lacks something. */
export const mistakes = [
  ['dns-aimed-wrong', 'policies.yaml:16'],
  ['dns-forgotten', 'policies.yaml:1'],
  ['namespace-name-as-label', 'policies.yaml:29'],
  ['peers-split', 'policies.yaml:30'],
  ['pod-selector-alone', 'policies.yaml:41'],
  ['wrong-port', 'policies.yaml:44'],
] as const;

/** The side that drops what a mistake cuts off, as triangulated; a leak has none. */
const sides: Record<(typeof mistakes)[number][0], readonly string[]> = {
  'dns-aimed-wrong': ['egress'],
  'dns-forgotten': ['egress'],
  'namespace-name-as-label': ['ingress'],
  'peers-split': [],
  'pod-selector-alone': ['egress'],
  'wrong-port': ['egress'],
};

/** What the JSON has besides the report: what has one cause, once. */
type JsonReport = Report & { readonly findings: readonly Cause[] };

/** Runs a mistake, applies the edit that its report suggests, and resolves to how it ends then. */
export async function mend(name: keyof typeof sides, place: string, ...flags: readonly string[]): Promise<CliResult> {
  const folder = await temporaryFolder();
  try {
    await cp(join(root, 'scenarios'), join(folder, 'scenarios'), { recursive: true });
    const scenario = `scenarios/mistakes/${name}`;
    const args = ['verify', scenario, '--json', 'report.json', '--connect-timeout', '1', ...flags];
    const wrong = await runMain(args, {}, folder);
    expect(wrong.exitCode, wrong.all).toBe(1);
    // What was probed is gone: nobody can repeat it by hand.
    expect(wrong.all).toMatch(/To repeat a probe by hand, run this again with --keep/);
    expect(wrong.all).not.toMatch(/^(nsenter|kubectl) /m);
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as JsonReport;
    const expected = await readFile(join(folder, scenario, 'expected-mismatches.txt'), 'utf8');
    expect(labelsWhere(report, 'mismatch'), wrong.all).toEqual(expected.trim().split('\n').toSorted());
    expect(labelsWhere(report, 'inconclusive'), wrong.all).toEqual([]);
    const results = report.stages.flatMap((stage) => stage.results);
    expect([...new Set(results.flatMap(({ triangulation }) => triangulation?.side ?? []))]).toEqual(sides[name]);
    const { findings } = report;
    expect(new Set(findings.map((finding) => finding.class))).toEqual(new Set(['policy-wrong']));
    const places = results.map(({ cause }) => `${cause?.position?.file}:${cause?.position?.line}`);
    expect(places).toContain(`${scenario}/${place}`);
    const diffs = findings.map(({ edit }) => edit?.diff ?? 'none');
    expect(diffs, diffs.join('\n')).toHaveLength(1);
    await execa('git', ['apply', '-'], { cwd: folder, input: `${diffs.join('')}\n` });
    return await runMain(args, {}, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

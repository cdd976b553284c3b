import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { endOf, lastPassIn } from '../../src/reporters/openmetrics/report.ts';
import { root } from '../helpers/cli.ts';
import { skipReason, verify } from '../helpers/netns.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const recipe = '01-deny-all-to-an-application';

describe.skipIf(skipReason !== undefined)('a run that is held against an earlier one', () => {
  test('fails for a leak that is new, and not for one that is known', async () => {
    const folder = await temporaryFolder();
    const [scenario, baseline, markdown] = [join(folder, recipe), join(folder, 'night.json'), join(folder, 'night.md')];
    const metrics = join(folder, 'flowproof.prom');
    await cp(join(root, 'scenarios/recipes'), folder, { recursive: true });
    const night = async (...options: string[]): ReturnType<typeof verify> =>
      await verify(scenario, '--stage', 'denied', '--openmetrics', metrics, ...options);
    const passed = async (): Promise<number> => lastPassIn(await readFile(metrics, 'utf8'), first.report.scenario);

    const first = await night();
    expect(first.exitCode, first.all).toBe(0);
    await expect(passed()).resolves.toBe(endOf(first.report));
    await writeFile(baseline, JSON.stringify(first.report));

    const policy = join(scenario, 'policy.yaml');
    await writeFile(policy, (await readFile(policy, 'utf8')).replace('env: prod', 'env: test'));
    const second = await night('--baseline', baseline, '--markdown', markdown, '--max-rate', '3');
    expect(second.exitCode, second.all).toBe(1);
    await expect(passed()).resolves.toBe(endOf(first.report));
    expect(second.all).toContain('2 changes that the scenario does not expect');
    expect(second.all).toContain('newly open: was blocked, is allowed');
    expect(await readFile(markdown, 'utf8')).toContain('| ❌ | newly open | stranger → web:80 | denied |');
    // 5 probes at 3 per second: the last ones wait for the next second.
    const [stage] = second.report.stages;
    expect(stage?.probeCount).toBe(5);
    expect(stage?.probingMs).toBeGreaterThan(990);
    expect(stage?.results.map(({ verdict }) => verdict)).toEqual(['allowed', 'allowed']);
    await writeFile(baseline, JSON.stringify(second.report));

    const verbose = await night('--baseline', baseline, '--verbose');
    expect(verbose.all).toMatch(
      /every attempt\n[^]* {3}round 1, \S+stranger[^]*what changed\n[^]*\nPASS {2}no flow changed/,
    );

    const third = await night('--baseline', baseline);
    expect(third.exitCode, third.all).toBe(0);
    await expect(passed()).resolves.toBe(endOf(third.report));
    expect(third.all).toContain('no flow changed, 2 known mismatches still there');
    expect(third.report.stages[0]?.results.map(({ outcome }) => outcome)).toEqual(['mismatch', 'mismatch']);
  });
});

import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPage } from '../docs/page.ts';
import { skipReason, verify } from '../helpers/netns.ts';
import { publicCases } from '../helpers/public-cases.ts';
import { root } from '../helpers/cli.ts';
import { noTerminal, startAtTerminal } from '../helpers/terminal.ts';
import { labelsWhere } from '../helpers/results.ts';

/** What the README shows of the last stage. */
const picture = readPage('README.md')
  .blocks.find(({ language }) => language === 'text')
  ?.content.split('\nPASS')[0];
const withoutTimes = (text: string): string => text.replace(/policies in force after .*/g, '');

describe.skipIf(skipReason !== undefined)('verify in network namespaces', () => {
  test.concurrent('the Task API does what is written, at every stage, and nobody takes it for a cluster', async () => {
    const { exitCode, all, report } = await verify('scenarios/task-api');
    expect(labelsWhere(report, 'mismatch'), all).toEqual([]);
    expect(labelsWhere(report, 'inconclusive'), all).toEqual([]);
    expect(exitCode, all).toBe(0);
    expect(report.stages).toHaveLength(5);
    expect(withoutTimes(all)).toContain(withoutTimes(picture ?? 'a picture'));
    expect(all.replaceAll('\n', ' ')).toContain(
      "enforced by flowproof's nftables rules: proves the policies, not your cluster's CNI",
    );
    expect(report.notes).toEqual([
      'What the containers run was not started: servers of flowproof listened on the ports that the manifests declare.',
    ]);
    const attempts = report.stages.flatMap(({ results }) => results.flatMap((result) => result.attempts));
    // Both paths are tried: from the target's own node and from the other one.
    const gateways = attempts.filter(({ source }) => source.includes('gateway'));
    expect(new Set(gateways.map(({ sourceNode }) => sourceNode)).size).toBe(2);
  });

  test.concurrent('quietly, nothing is printed but mismatches and the verdict, and no progress', async () => {
    const good = await verify('scenarios/recipes/01-deny-all-to-an-application', '--quiet');
    expect(good.all).toMatch(/^PASS {2}\d flows in 2 stages as expected/);
    const { exitCode, all } = await verify('scenarios/mistakes/wrong-port', '--quiet');
    expect(exitCode, all).toBe(1);
    expect(all).toMatch(/^── 1 mismatch ─+\n\n1\. CUT task-api → postgres:15432 in stage final\n/);
    expect(all).toMatch(/\n\nFAIL {2}1 of 9 flows in 1 stage differ/);
  });

  test.concurrent('of a change, only flows are probed that it answers differently', async () => {
    const { exitCode, all, report } = await verify(
      'scenarios/mistakes/peers-split',
      '--only-changed',
      'scenarios/task-api',
      '--quiet',
    );
    expect(exitCode, all).toBe(1);
    const { onlyChanged, stages } = report;
    const probed = stages.flatMap(({ results }) => results);
    expect(labelsWhere(report, 'mismatch')).toHaveLength(probed.length);
    expect(onlyChanged).toEqual({ since: 'scenarios/task-api', flowCount: 9 });
    expect(all.replaceAll(/\s+/g, ' ')).toContain(
      `${9 - probed.length} flows that scenarios/task-api answers alike left out`,
    );
  });

  test.concurrent('of a change that changes nothing, nothing is set up, and it passes', async () => {
    const policies = 'scenarios/task-api/policies';
    const { exitCode, all, report } = await verify('scenarios/task-api', '--only-changed', policies);
    expect(exitCode, all).toBe(0);
    expect(report).toMatchObject({ stages: [{ name: 'databases', results: [] }], policies: [] });
    expect(all).toContain('nothing was set up: there was no flow to probe');
    expect(all).toMatch(/^PASS {2}nothing was probed; 56 flows that \S+ answers alike left out$/m);
  });

  test.concurrent('at a terminal, a line tells how many probes came back and how many seconds that took', async ({
    skip,
  }) => {
    const why = await noTerminal();
    if (why) skip(why);
    const scenario = 'scenarios/recipes/01-deny-all-to-an-application';
    const run = startAtTerminal(['verify', scenario, '--environment', 'netns', '--connect-timeout', '2'], root);
    await run.sees(/Stage 2 of 2, denied: probing 2 flows \((try \d, )?probes \d+\/\d+, \d+ s\)/);
    const { exitCode, all } = await run.result;
    expect(exitCode, all).toBe(0);
    expect(all).toMatch(/✔ Stage 2 of 2, denied: probing 2 flows \(\d+\.\d s\)\n/);
  });

  test.concurrent('verbosely, every attempt of the report is printed', async () => {
    const { all, report } = await verify('scenarios/mistakes/wrong-port', '--verbose');
    const results = report.stages.flatMap((stage) => stage.results);
    const attempts = results.flatMap((result) => [...result.attempts, ...(result.triangulation?.attempts ?? [])]);
    expect(attempts.length).toBeGreaterThan(results.length);
    expect(all.match(/^ {3}(triangulating, )?round \d/gm)).toHaveLength(attempts.length);
  });

  test.concurrent.for(publicCases)('%s does what is written', async (folder) => {
    const { exitCode, all, report } = await verify(folder);
    expect(labelsWhere(report, 'mismatch'), all).toEqual([]);
    expect(labelsWhere(report, 'inconclusive'), all).toEqual([]);
    expect(exitCode, all).toBe(0);
  });

  test.concurrent.for(['ipv6', 'dual'])(
    'the Task API does what is written with addresses of %s',
    async (family, { skip }) => {
      if (!existsSync('/proc/net/if_inet6')) skip('this kernel has no IPv6');
      const { exitCode, all, report } = await verify(
        'scenarios/task-api',
        '--stage',
        'databases',
        '--ip-family',
        family,
      );
      expect(exitCode, all).toBe(0);
      const attempts = report.stages.flatMap(({ results }) => results.flatMap((result) => result.attempts));
      expect(attempts.some(({ address }) => address.startsWith('fd00:10:96::'))).toBe(true);
      expect(attempts.some(({ address }) => address.startsWith('10.96.'))).toBe(family === 'dual');
    },
  );
});

import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPage } from '../docs/page.ts';
import { skipReason, verify } from '../helpers/netns.ts';
import { publicCases } from '../helpers/public-cases.ts';
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

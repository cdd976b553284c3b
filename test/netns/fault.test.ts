import { describe, expect, test } from 'vitest';
import { skipReason, verify } from '../helpers/netns.ts';
import { labelsWhere } from '../helpers/results.ts';

const lastStage = ['--stage', 'databases', '--connect-timeout', '3', '--fault'];

describe.skipIf(skipReason !== undefined)('verdicts stay right', () => {
  test.concurrent('when packets are lost', async () => {
    const { exitCode, all, report } = await verify('scenarios/task-api', ...lastStage, 'loss=5%');
    expect(labelsWhere(report, 'mismatch'), all).toEqual([]);
    expect(exitCode, all).toBe(0);
    expect(report.notes.at(-1)).toBe('Wrong on purpose: 5 % of the packets of pods are lost.');
  });

  test.concurrent('when packets are slow, or the kernel is said to be unable to delay them', async () => {
    const { exitCode, all } = await verify('scenarios/task-api', ...lastStage, 'delay=200ms');
    const isUnable = exitCode === 3 && all.includes('this kernel has no netem');
    expect(exitCode === 0 || isUnable, all).toBe(true);
  });

  test.concurrent('when a server is dead: it is that, and no block of it is believed', async () => {
    const { exitCode, all, report } = await verify('scenarios/task-api', ...lastStage, 'dead=redis');
    expect(exitCode, all).toBe(1);
    const toRedis = report.stages.flatMap(({ results }) => results.filter(({ flow }) => flow.to === 'redis'));
    expect(new Set(toRedis.map(({ flow, verdict, outcome }) => [flow.expect, verdict, outcome].join(' ')))).toEqual(
      new Set(['allowed no-listener mismatch', 'blocked blocked inconclusive']),
    );
    expect(labelsWhere(report, 'mismatch').every((label) => label.includes('redis'))).toBe(true);
  });

  test.concurrent('when DNS is silent: names cannot be looked up, and connections by address are what they were', async () => {
    const { all, report } = await verify('scenarios/mistakes/dns-forgotten', '--fault', 'dns=silent');
    const byName = report.stages.flatMap(({ results }) => results.filter(({ flow }) => flow.to === 'postgres-by-name'));
    expect(
      byName.map(({ verdict }) => verdict),
      all,
    ).toContain('dns-no-answer');
    const byAddress = labelsWhere(report, 'mismatch').filter((label) => !/coredns|by-name/.test(label));
    expect(byAddress, all).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { describeFaults, parseFaults } from '../../src/netns-plan/fault.ts';

test.for([
  ['delay=200ms', { delayMs: 200 }],
  ['delay=2s,loss=0.5%', { delayMs: 2000, lossPercent: 0.5 }],
  ['dead=redis, dead=postgres, dns=silent', { dead: ['redis', 'postgres'], silentDns: true }],
  ['', undefined],
  ['loss=5', undefined],
  ['loss=101%', undefined],
  ['loss=0%', undefined],
  ['delay=fast', undefined],
  ['constructor=1', undefined],
  ['dead=', undefined],
  ['dns=loud', undefined],
  ['delay=1s,', undefined],
  ['slow=1s', undefined],
] as const)('%j is %o', ([text, faults]) => {
  expect(parseFaults(text)).toEqual(faults);
});

test('faults are told in words', () => {
  expect(describeFaults({ delayMs: 200, lossPercent: 5, dead: ['redis'], silentDns: true })).toEqual([
    'every packet of a pod is 200 ms late',
    '5 % of the packets of pods are lost',
    'nothing listens at redis',
    'DNS servers do not answer',
  ]);
  expect(describeFaults({})).toEqual([]);
});

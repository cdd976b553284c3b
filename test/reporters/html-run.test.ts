import { expect, test } from 'vitest';
import { contentOfRun } from '../../src/reporters/html/run.ts';
import { bigReport } from '../helpers/report.ts';

const leak = { outcome: 'mismatch', verdict: 'allowed', explanation: 'got through' } as const;
const before = bigReport({ 'egress: worker → gateway:8443': leak });
const after = bigReport({ 'egress: worker → gateway:8443': leak, 'egress: worker → metadata:80': leak });

test('beside an earlier run, what changed comes first, and what still differs is not forgotten', () => {
  const told = (findings: ReturnType<typeof contentOfRun>['findings']) =>
    findings.map(({ title, mark, facts }) => [title, mark, facts.find(([label]) => label === 'change')?.[1][0]]);
  expect(told(contentOfRun(after, before).findings)).toEqual([
    ['worker → metadata:80 in stage egress', 'leak', 'newly open: was blocked, is allowed'],
    ['worker → gateway:8443 in stage egress', 'leak', 'none: it differed in the earlier run, too'],
  ]);
  expect(told(contentOfRun(before, before).findings)).toHaveLength(1);
  expect(contentOfRun(before, before)).toMatchObject({
    outcome: 'pass',
    headline:
      'no flow changed, 1 known mismatch still there. The whole run: 1 of 250 flows in 5 stages differ: 1 let through that should be blocked, 249 as expected',
  });
});

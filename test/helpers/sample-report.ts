import type { Report } from '../../src/model/report.ts';
import { attemptOf, reportOf, resultOf, stageOf } from './report.ts';

const leak = resultOf({
  flow: 'worker → postgres:5432',
  expect: 'blocked',
  outcome: 'mismatch',
  verdict: 'allowed',
  name: 'The worker has no business in the database',
  reason: 'incident 4711: the migration job rewrites it at night',
  line: 41,
  explanation: 'LEAK: it got through, although it should be blocked',
  cause: {
    class: 'not-enforced',
    code: 'not-enforced',
    reason: 'the policies block this and it got through: your CNI did not enforce it',
  },
  listening: 'postgres/postgres-0 listens: seen from inside its own pod',
  attempts: [
    attemptOf({
      source: 'worker/worker-7d9f-abcde',
      address: '10.96.3.4:5432',
      exitCode: 52,
      message: 'Empty reply from server',
    }),
    attemptOf({
      source: 'worker/worker-7d9f-fghij',
      sourceNode: 'flowproof-worker2',
      address: '10.96.3.4:5432',
      verdict: 'blocked',
    }),
  ],
});

const cut = resultOf({
  flow: 'gateway → task-api:8000/http',
  outcome: 'mismatch',
  verdict: 'blocked',
  explanation: 'cut off, although it should be allowed: nothing answered, although the target listens',
  cause: {
    class: 'policy-wrong',
    code: 'egress-port-not-allowed',
    reason:
      'the policies block this: no egress rule of allow-out (policies.yaml:41) matches port 8000; the rule for app=task-api in namespace task-api allows 80',
    position: { file: 'policies.yaml', line: 47, column: 11 },
  },
  listening: 'task-api/task-api-6c-x listens: seen from inside its own pod',
  attempts: [3.001, 3.002, 3.004].map((totalSeconds, index) =>
    attemptOf({
      round: index + 1,
      verdict: 'blocked',
      totalSeconds,
      message: `Connection timed out after ${totalSeconds * 1000} milliseconds`,
    }),
  ),
});

const flaky = resultOf({
  flow: 'worker → coredns:53/dns',
  outcome: 'flaky',
  explanation: 'got through in the end, yet 1 of 2 tries did not (blocked)',
  attempts: [
    attemptOf({ verdict: 'blocked', tool: 'nslookup', exitCode: 1, message: 'no answer within 3 s' }),
    attemptOf({ round: 2, tool: 'nslookup', message: 'answer 10.96.0.1' }),
  ],
});

const unproven = resultOf({
  flow: 'gateway → postgres:5432',
  expect: 'blocked',
  outcome: 'inconclusive',
  explanation: 'blocked, unproven: the target was never seen listening, so its silence proves nothing',
});

const silent = resultOf({ flow: 'postgres → task-api:8000/http', expect: 'blocked' });
const lookUp = resultOf({ flow: 'gateway → coredns:53/dns', name: 'Everybody may look up names' });

/** Two stages, all as expected. */
export const goodReport: Report = reportOf({
  stages: [
    stageOf({ name: 'default-deny', description: 'Nobody talks to anybody.', results: [silent] }),
    stageOf({ name: 'dns', results: [silent, lookUp], enforcementMs: undefined }),
  ],
});

/** A good stage, and one with a result of every kind. */
export const badReport: Report = reportOf({
  stages: [
    stageOf({ name: 'default-deny', results: [silent] }),
    stageOf({
      name: 'dns',
      description: 'Names can be looked up.',
      results: [cut, unproven, lookUp, leak, flaky, silent],
      probingMs: 12_300,
    }),
  ],
});

/** Nothing was set up. */
export const failedReport: Report = reportOf({
  environment: 'not set up',
  failure: {
    kind: 'EnvironmentError',
    message: 'pod postgres/postgres-0 did not become ready within 120 s:\nBack-off pulling image "postgres:19"',
    hint: 'Load the image into the cluster, or correct its name.',
  },
});

/** All as expected, and not all removed. */
export const untidyReport: Report = {
  ...goodReport,
  leftovers: {
    message: 'still there, and nothing changed for 60 s: Namespace task-api',
    hint: 'Delete by hand: kubectl delete ns,all,networkpolicy -A -l flowproof.dev/run=3f2a91bc',
  },
};

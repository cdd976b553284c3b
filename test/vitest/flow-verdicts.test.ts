import { expect, test } from 'vitest';
import type { FlowResult, Report } from '../../src/model/report.ts';
import { flowVerdicts, type FlowVerdict } from '../../src/vitest/flow-verdicts.ts';
import { attemptOf, reportOf, resultOf, stageOf } from '../helpers/report.ts';

const open = resultOf({ flow: 'gateway → api:8080' });
const cut = resultOf({
  flow: 'api → db:5432',
  outcome: 'mismatch',
  verdict: 'blocked',
  explanation: 'cut off, although it should be allowed: nothing answered, although the target listens',
  cause: {
    class: 'policy-wrong',
    reason: 'the policies block this: the rule for app=api allows 5433',
    position: { file: 'policies.yaml', line: 33, column: 11 },
    edit: { what: 'allow port 5432 instead of 5433', file: 'policies.yaml', diff: '--- a\n+++ b\n-5433\n+5432' },
  },
  attempts: [attemptOf({ verdict: 'blocked' })],
  reproduce: '',
});
const alsoCut = { ...cut, flow: resultOf({ flow: 'worker → db:5432', line: 14 }).flow };
const flaky = resultOf({ flow: 'gateway → web:80', outcome: 'flaky', explanation: 'got through, yet 1 of 2 did not' });
const unproven = resultOf({
  flow: 'gateway → db:5432',
  expect: 'blocked',
  outcome: 'inconclusive',
  explanation: 'blocked, unproven: the target was never seen listening, so its silence proves nothing',
});
const failure = { kind: 'EnvironmentError', message: 'the API server is gone', hint: 'Try again.' };

const reportWith = (results: readonly FlowResult[], rest: Partial<Report> = {}): Report =>
  reportOf({ stages: [stageOf({ name: 'final', results })], ...rest });

function errorOf(verdict: FlowVerdict): Error {
  if ('error' in verdict) return verdict.error;
  throw new Error('this flow passed');
}

test('a flow that is as expected passes', () => {
  expect(flowVerdicts(reportWith([open, cut]))('final', open.flow)).toEqual({});
});

test('flows that differ for one cause throw one error, which reads as on a terminal and leads to the policy', () => {
  const verdictOn = flowVerdicts(reportWith([open, cut, alsoCut]), '    at /shop.test.ts:8:7');
  const error = errorOf(verdictOn('final', cut.flow));
  expect(errorOf(verdictOn('final', alsoCut.flow))).toBe(error);
  expect(error.stack?.replaceAll(process.cwd(), '')).toMatchInlineSnapshot(`
    "AssertionError: CUT api → db:5432 and 1 more in stage final
       also      worker → db:5432 in stage final
       expected  allowed, by scenarios/task-api/scenario.yaml:12
       observed  blocked
       meaning   cut off, although it should be allowed: nothing answered, although the target listens
       cause     policy-wrong: the policies block this: the rule for app=api allows 5433
       try       allow port 5432 instead of 5433; no other flow changes for the worse
       evidence  round 1, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked
                   (curl exit code 28, total 3.002 s): Connection timed out after 3002 milliseconds

    --- a
    +++ b
    -5433
    +5432

    kind cluster flowproof, Kubernetes v1.34.4, Calico v3.31.0
        at /policies.yaml:33:11
        at /scenarios/task-api/scenario.yaml:12:5
        at /shop.test.ts:8:7"
  `);
});

test('a flaky flow passes with a note', () => {
  expect(flowVerdicts(reportWith([flaky]))('final', flaky.flow)).toMatchInlineSnapshot(`
    {
      "note": "flaky gateway → web:80 in stage final
       expected  allowed, by scenarios/task-api/scenario.yaml:12
       observed  allowed
       meaning   got through, yet 1 of 2 did not
       evidence  round 1, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: allowed
                   (curl exit code 0, connect 0.001 s, total 0.003 s): HTTP 200
       by hand
    kubectl run by-hand --rm -i --restart=Never -n gateway --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:80/",
    }
  `);
});

test('an inconclusive flow fails', () => {
  const error = errorOf(flowVerdicts(reportWith([open, unproven]))('final', unproven.flow));
  expect(error.message).toContain('INCONCLUSIVE gateway → db:5432 in stage final\n');
});

test('of a run that ended early nothing passes, and what differs is still told', () => {
  const verdictOn = flowVerdicts(reportWith([open, flaky, cut], { failure }));
  expect(errorOf(verdictOn('final', open.flow)).stack).toBe('EnvironmentError: the API server is gone\n  Try again.');
  expect(errorOf(verdictOn('final', flaky.flow)).name).toBe('EnvironmentError');
  expect(errorOf(verdictOn('later', open.flow)).name).toBe('EnvironmentError');
  expect(errorOf(verdictOn('final', cut.flow)).name).toBe('AssertionError');
});

test('a run that probed nothing has no verdicts', () => {
  expect(() => flowVerdicts(reportOf({ stages: [], failure }))).toThrow('the API server is gone\n  Try again.');
});

test('a flow that was not probed fails, also where the scenario came to expect the contrary of it', () => {
  const verdictOn = flowVerdicts(reportWith([open]));
  const notProbed = 'was not probed: the scenario is another one than when its tests were listed.\n  Run again.';
  expect(errorOf(verdictOn('final', cut.flow)).message).toBe(`api → db:5432 ${notProbed}`);
  const contrary = { ...open.flow, expect: 'blocked' } as const;
  expect(errorOf(verdictOn('final', contrary)).message).toBe(`gateway → api:8080 ${notProbed}`);
});

test('a flow of a cluster leads to no file', () => {
  const result = { ...unproven, flow: { ...unproven.flow, position: { file: 'pod x', line: 0, column: 0 } } };
  const error = errorOf(flowVerdicts(reportWith([result]))('final', result.flow));
  expect(error.stack).toBe(`AssertionError: ${error.message}`);
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderJunit } from '../../../src/reporters/junit/report.ts';
import { anyReport } from '../../helpers/arbitrary-report.ts';
import { reportOf, resultOf, stageOf } from '../../helpers/report.ts';
import { badReport, failedReport, goodReport, untidyReport } from '../../helpers/sample-report.ts';
import { findAll, parseXml } from '../../helpers/xml.ts';
import { anyText } from '../../helpers/arbitrary-text.ts';

test('a flow is a test case, a mismatch a failure, the inconclusive an error, and a flaky one passes', () => {
  expect(renderJunit(badReport)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="task-api" tests="7" failures="2" errors="1" time="102.400">
    <testsuite name="default-deny" tests="1" failures="0" errors="0" skipped="0" time="3.412" timestamp="2026-01-05T10:00:00.000Z">
    <testcase classname="task-api.default-deny" name="postgres → task-api:8000/http is blocked" time="3.002"/>
    </testsuite>
    <testsuite name="dns" tests="6" failures="2" errors="1" skipped="0" time="12.300" timestamp="2026-01-05T10:00:00.000Z">
    <testcase classname="task-api.dns" name="gateway → task-api:8000/http is allowed" time="9.007">
    <failure message="cut off, although it should be allowed: nothing answered, although the target listens" type="blocked">expected: allowed, by scenarios/task-api/scenario.yaml:12
    observed: blocked
    meaning: cut off, although it should be allowed: nothing answered, although the target listens
    cause: policy-wrong (egress-port-not-allowed): the policies block this: no egress rule of allow-out (policies.yaml:41) matches port 8000; the rule for app=task-api in namespace task-api allows 80
    target: task-api/task-api-6c-x listens: seen from inside its own pod
    evidence: rounds 1, 2, 3, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.001 to 3.004 s): Connection timed out after 3001 milliseconds
    by hand: kubectl run by-hand --rm -i --restart=Never -n gateway --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:8000/</failure>
    </testcase>
    <testcase classname="task-api.dns" name="gateway → postgres:5432 is blocked" time="3.002">
    <error message="blocked, unproven: the target was never seen listening, so its silence proves nothing" type="blocked">expected: blocked, by scenarios/task-api/scenario.yaml:12
    observed: blocked
    meaning: blocked, unproven: the target was never seen listening, so its silence proves nothing
    evidence: round 1, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.002 s): Connection timed out after 3002 milliseconds
    by hand: kubectl run by-hand --rm -i --restart=Never -n gateway --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:5432/</error>
    </testcase>
    <testcase classname="task-api.dns" name="gateway → coredns:53/dns is allowed" time="0.003"/>
    <testcase classname="task-api.dns" name="worker → postgres:5432 is blocked" time="3.005">
    <failure message="LEAK: it got through, although it should be blocked" type="allowed">expected: blocked, by scenarios/task-api/scenario.yaml:41
    because: The worker has no business in the database
      incident 4711: the migration job rewrites it at night
    observed: allowed
    meaning: LEAK: it got through, although it should be blocked
    cause: not-enforced: the policies block this and it got through: your CNI did not enforce it
    target: postgres/postgres-0 listens: seen from inside its own pod
    evidence: round 1, worker/worker-7d9f-abcde on flowproof-worker → 10.96.3.4:5432: allowed (curl exit code 52, connect 0.001 s, total 0.003 s, HTTP 200): Empty reply from server
      round 1, worker/worker-7d9f-fghij on flowproof-worker2 → 10.96.3.4:5432: blocked (curl exit code 28, total 3.002 s): Connection timed out after 3002 milliseconds
    by hand: kubectl run by-hand --rm -i --restart=Never -n worker --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:5432/</failure>
    </testcase>
    <testcase classname="task-api.dns" name="worker → coredns:53/dns is allowed" time="3.005">
    <system-out>expected: allowed, by scenarios/task-api/scenario.yaml:12
    observed: allowed
    meaning: got through in the end, yet 1 of 2 tries did not (blocked)
    evidence: round 1, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (nslookup exit code 1, total 3.002 s): no answer within 3 s
      round 2, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: allowed (nslookup exit code 0, connect 0.001 s, total 0.003 s, HTTP 200): answer 10.96.0.1
    by hand: kubectl run by-hand --rm -i --restart=Never -n worker --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:53/</system-out>
    </testcase>
    <testcase classname="task-api.dns" name="postgres → task-api:8000/http is blocked" time="3.002"/>
    </testsuite>
    </testsuites>
    "
  `);
});

test('a run that could not be set up has an error, and is never empty', () => {
  expect(renderJunit(failedReport)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="task-api" tests="1" failures="0" errors="1" time="102.400">
    <testsuite name="set-up" tests="1" failures="0" errors="1" skipped="0" time="102.400" timestamp="2026-01-05T10:00:00.000Z">
    <testcase classname="task-api.set-up" name="the run reaches its end" time="102.400">
    <error message="pod postgres/postgres-0 did not become ready within 120 s:&#10;Back-off pulling image &quot;postgres:19&quot;" type="EnvironmentError">pod postgres/postgres-0 did not become ready within 120 s:
    Back-off pulling image &quot;postgres:19&quot;
    Load the image into the cluster, or correct its name.
    Nothing after this was probed.</error>
    </testcase>
    </testsuite>
    </testsuites>
    "
  `);
});

test('a run that ended early has an error beside the stages until then', () => {
  const suites = findAll(parseXml(renderJunit({ ...goodReport, failure: failedReport.failure })), 'testsuite');
  expect(suites.map(({ attributes }) => [attributes['name'], attributes['errors']])).toEqual([
    ['default-deny', '0'],
    ['dns', '0'],
    ['set-up', '1'],
  ]);
});

test('what could not be removed is output of the last suite, and fails nothing', () => {
  const root = parseXml(renderJunit(untidyReport));
  const suites = findAll(root, 'testsuite');
  expect(suites.map((suite) => findAll(suite, 'system-out').map(({ text }) => text))).toEqual([
    [],
    [
      `Not everything is removed.\n${untidyReport.leftovers?.message}\n${untidyReport.leftovers?.hint}\nWhat was found stands.`,
    ],
  ]);
  expect(suites.at(-1)?.children.at(-1)?.name).toBe('system-out');
  expect([root.attributes['failures'], root.attributes['errors']]).toEqual(['0', '0']);
});

test('a run without any flow has an error', () => {
  expect(findAll(parseXml(renderJunit(reportOf({ stages: [stageOf()] }))), 'error')).toHaveLength(1);
});

test('the words of users are escaped, in attributes and in text', () => {
  const words = 'a < b & "c" > \'d\' ]]> <![CDATA[\u0000\uFFFE\n\u001B[31mnext\u001B[0m';
  const result = resultOf({ flow: 'a → b:80', outcome: 'mismatch', verdict: 'blocked', explanation: words });
  const xml = renderJunit(reportOf({ stages: [stageOf({ results: [result] })] }));
  const [failure] = findAll(parseXml(xml), 'failure');
  const kept = 'a < b & "c" > \'d\' ]]> <![CDATA[\nnext';
  expect(failure?.attributes['message']).toBe(kept);
  expect(failure?.text).toContain(`meaning: ${kept}`);
});

test('the file is well-formed and its counts are right, whatever the words are', () => {
  const words = fc.oneof(
    anyText(),
    fc.string({ unit: fc.constantFrom(']', '>', '<', '&', '"', '\u0000', '\uD800', '\uFFFF') }),
  );
  fc.assert(
    fc.property(anyReport(words), (report) => {
      const root = parseXml(renderJunit(report));
      for (const suite of [root, ...findAll(root, 'testsuite')]) {
        const { tests, failures, errors } = suite.attributes;
        expect([tests, failures, errors]).toEqual(
          ['testcase', 'failure', 'error'].map((name) => String(findAll(suite, name).length)),
        );
      }
      const results = report.stages.flatMap((stage) => stage.results);
      expect(findAll(root, 'failure').length).toBe(results.filter(({ outcome }) => outcome === 'mismatch').length);
    }),
  );
});

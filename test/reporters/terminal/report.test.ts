import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import stringWidth from 'fast-string-width';
import { expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { printable } from '../../../src/reporters/printable.ts';
import { renderTerminal } from '../../../src/reporters/terminal/report.ts';
import { anyReport } from '../../helpers/arbitrary-report.ts';
import { attemptOf, bigReport, reportOf, resultOf, stageOf } from '../../helpers/report.ts';
import { badReport, failedReport, goodReport, untidyReport } from '../../helpers/sample-report.ts';
import { anyText } from '../../helpers/arbitrary-text.ts';

const plain = { width: 80, color: false };

test('stages that are as expected are a matrix and a count', () => {
  expect(renderTerminal(goodReport, plain)).toMatchInlineSnapshot(`
    "flowproof task-api (scenarios/task-api/scenario.yaml)
    kind cluster flowproof, Kubernetes v1.34.4, Calico v3.31.0
    connect timeout 3 s, run 3f2a91bc of 2026-01-05 10:00:00 UTC, took 1 min 42 s

    ── stage default-deny ───────────────────────────────────────── 1 as expected ──
    Nobody talks to anybody.
    policies in force after 90 ms, 2 probes in 3.4 s

              task-api:8000/http  coredns:53/dns
    postgres  ·
    gateway

    · blocked   blank: not probed

    ── stage dns ────────────────────────────────────────────────── 2 as expected ──
    4 probes in 3.4 s

              task-api:8000/http  coredns:53/dns
    postgres  ·
    gateway                       ✓

    ✓ allowed   · blocked   blank: not probed

    PASS  3 flows in 2 stages as expected
    "
  `);
});

test('what differs is told in full after all stages, and the verdict comes last', () => {
  expect(renderTerminal(badReport, plain)).toMatchInlineSnapshot(`
    "flowproof task-api (scenarios/task-api/scenario.yaml)
    kind cluster flowproof, Kubernetes v1.34.4, Calico v3.31.0
    connect timeout 3 s, run 3f2a91bc of 2026-01-05 10:00:00 UTC, took 1 min 42 s

    ── stage default-deny ───────────────────────────────────────── 1 as expected ──
    policies in force after 90 ms, 2 probes in 3.4 s

              postgres:5432  task-api:8000/http  coredns:53/dns
    postgres                 ·
    gateway
    worker

    · blocked   blank: not probed

    ── stage dns ─────────── 2 mismatches, 1 inconclusive, 1 flaky, 2 as expected ──
    Names can be looked up.
    policies in force after 90 ms, 12 probes in 12.3 s

              postgres:5432  task-api:8000/http  coredns:53/dns
    postgres                 ·
    gateway   ?              CUT                 ✓
    worker    LEAK                               flaky

    ✓ allowed   · blocked   LEAK got through, should be blocked
    CUT did not get through, should be allowed   flaky got through, not at every try
    ? inconclusive   blank: not probed

           from     to                  expected  observed  rule
    CUT    gateway  task-api:8000/http  allowed   blocked   scenario.yaml:12
    ?      gateway  postgres:5432       blocked   blocked   scenario.yaml:12
    LEAK   worker   postgres:5432       blocked   allowed   The worker has no
                                                            business in the database
    flaky  worker   coredns:53/dns      allowed   allowed   scenario.yaml:12
    ok     gateway  coredns:53/dns      allowed   allowed   Everybody may look up
                                                            names

    ── 2 mismatches ────────────────────────────────────────────────────────────────

    1. CUT gateway → task-api:8000/http in stage dns
       expected  allowed, by scenarios/task-api/scenario.yaml:12
       observed  blocked
       meaning   cut off, although it should be allowed: nothing answered,
                   although the target listens
       cause     policy-wrong (egress-port-not-allowed): the policies block this:
                   no egress rule of allow-out (policies.yaml:41) matches port 8000;
                   the rule for app=task-api in namespace task-api allows 80
       target    task-api/task-api-6c-x listens: seen from inside its own pod
       evidence  rounds 1, 2, 3, gateway/flowproof-gateway-0 on flowproof-worker →
                   10.96.7.21:8000: blocked (curl exit code 28, total 3.001 to 3.004
                   s): Connection timed out after 3001 milliseconds
       by hand
    kubectl run by-hand --rm -i --restart=Never -n gateway --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:8000/

    2. LEAK worker → postgres:5432 in stage dns
       expected  blocked, by scenarios/task-api/scenario.yaml:41
       because   The worker has no business in the database
                 incident 4711: the migration job rewrites it at night
       observed  allowed
       meaning   LEAK: it got through, although it should be blocked
       cause     not-enforced: the policies block this and it got through: your
                   CNI did not enforce it
       target    postgres/postgres-0 listens: seen from inside its own pod
       evidence  round 1, worker/worker-7d9f-abcde on flowproof-worker →
                   10.96.3.4:5432: allowed (curl exit code 52, connect 0.001 s,
                   total 0.003 s, HTTP 200): Empty reply from server
                 round 1, worker/worker-7d9f-fghij on flowproof-worker2 →
                   10.96.3.4:5432: blocked (curl exit code 28, total 3.002 s):
                   Connection timed out after 3002 milliseconds
       by hand
    kubectl run by-hand --rm -i --restart=Never -n worker --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:5432/

    ── 1 inconclusive flow ─────────────────────────────────────────────────────────

    1. INCONCLUSIVE gateway → postgres:5432 in stage dns
       expected  blocked, by scenarios/task-api/scenario.yaml:12
       observed  blocked
       meaning   blocked, unproven: the target was never seen listening, so its
                   silence proves nothing
       evidence  round 1, gateway/flowproof-gateway-0 on flowproof-worker →
                   10.96.7.21:8000: blocked (curl exit code 28, total 3.002 s):
                   Connection timed out after 3002 milliseconds
       by hand
    kubectl run by-hand --rm -i --restart=Never -n gateway --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:5432/

    ── 1 flaky flow ────────────────────────────────────────────────────────────────

    1. flaky worker → coredns:53/dns in stage dns
       expected  allowed, by scenarios/task-api/scenario.yaml:12
       observed  allowed
       meaning   got through in the end, yet 1 of 2 tries did not (blocked)
       evidence  round 1, gateway/flowproof-gateway-0 on flowproof-worker →
                   10.96.7.21:8000: blocked (nslookup exit code 1, total 3.002 s):
                   no answer within 3 s
                 round 2, gateway/flowproof-gateway-0 on flowproof-worker →
                   10.96.7.21:8000: allowed (nslookup exit code 0, connect 0.001 s,
                   total 0.003 s, HTTP 200): answer 10.96.0.1
       by hand
    kubectl run by-hand --rm -i --restart=Never -n worker --image=curlimages/curl:8.16.0 --command -- curl -sv -o /dev/null --connect-timeout 3 --max-time 4 http://10.96.7.21:53/

    FAIL  2 of 7 flows in 2 stages differ: 1 let through that should be blocked, 1
          cut off that should be allowed, 1 inconclusive, 1 flaky, 3 as expected
    "
  `);
});

test('a run that ended early says why, and that nothing was probed', () => {
  expect(renderTerminal(failedReport, plain)).toMatchInlineSnapshot(`
    "flowproof task-api (scenarios/task-api/scenario.yaml)
    not set up
    connect timeout 3 s, run 3f2a91bc of 2026-01-05 10:00:00 UTC, took 1 min 42 s

    ── the run ended early ───────────────────────────────────── EnvironmentError ──
    pod postgres/postgres-0 did not become ready within 120 s:
    Back-off pulling image "postgres:19"
    Load the image into the cluster, or correct its name.
    Nothing after this was probed.

    INCONCLUSIVE  the run ended early, nothing was probed
    "
  `);
});

test('stages before a failure are reported, and the failure stands before the verdict', () => {
  const report = { ...goodReport, failure: failedReport.failure };
  expect(renderTerminal(report, plain).split('\n').slice(-8).join('\n')).toMatchInlineSnapshot(`
    "── the run ended early ───────────────────────────────────── EnvironmentError ──
    pod postgres/postgres-0 did not become ready within 120 s:
    Back-off pulling image "postgres:19"
    Load the image into the cluster, or correct its name.
    Nothing after this was probed.

    INCONCLUSIVE  3 flows in 2 stages: the run ended early, 3 as expected
    "
  `);
});

test('what could not be removed stands before the verdict, which stays what it is', () => {
  const text = renderTerminal(untidyReport, plain);
  expect(text.slice(text.indexOf('── not everything'))).toMatchInlineSnapshot(`
    "── not everything is removed ───────────────────────────────────────────────────
    still there, and nothing changed for 60 s: Namespace task-api
    Delete by hand: kubectl delete ns,all,networkpolicy -A -l
    flowproof.dev/run=3f2a91bc
    What was found stands.

    PASS  3 flows in 2 stages as expected
    "
  `);
});

test('a rejection where silence was expected is neither a leak nor a block', () => {
  const result = resultOf({
    flow: 'a → b:80',
    expect: 'blocked',
    outcome: 'mismatch',
    verdict: 'rejected',
    attempts: [],
  });
  const lines = renderTerminal(reportOf({ stages: [stageOf({ results: [result] })] }), plain).split('\n');
  expect(lines.filter((line) => /REJ|FAIL/.test(line))).toMatchInlineSnapshot(`
    [
      "a  REJ",
      "REJ rejected, should be dropped silently",
      "REJ  a     b:80  blocked   rejected  scenario.yaml:12",
      "1. REJ a → b:80 in stage default-deny",
      "FAIL  1 of 1 flow in 1 stage differ: 1 rejected that should be dropped",
    ]
  `);
});

test('nine ports of eight endpoints fit 80 columns, by letters', () => {
  const report = bigReport({ 'open: any-pod → metadata:80': { outcome: 'mismatch', verdict: 'dns-no-answer' } });
  const [, stage = ''] = renderTerminal(report, plain).split('── stage ');
  expect(stage).toMatchInlineSnapshot(`
    "open ──────────────────────────────────── 1 mismatch, 49 as expected ──
    Stage 1 of the rollout, as the platform team plans it.
    policies in force after 90 ms, 100 probes in 3.4 s

    A gateway:8443         B task-api:8000/http   C task-api:9090
    D postgres:5432        E prometheus:9090      F coredns:53/dns
    G coredns:53/dns-tcp   H metadata:80          I internet:443

                A     B     C     D     E     F     G     H     I
    gateway           ✓     ✓     ✓     ✓     ✓     ✓     ✓     ✓
    task-api    ✓                 ✓     ✓     ✓     ✓     ✓     ✓
    worker      ✓     ✓     ✓     ✓     ✓     ✓     ✓     ✓     ✓
    postgres    ✓     ✓     ✓           ✓     ✓     ✓     ✓     ✓
    prometheus  ✓     ✓     ✓     ✓           ✓     ✓     ✓     ✓
    any-pod     ✓     ✓     ✓     ✓     ✓     ✓     ✓     CUT   ✓
    outside     ✓

    ✓ allowed   CUT did not get through, should be allowed   blank: not probed

         from        to                  expected  observed       rule
    CUT  any-pod     metadata:80         allowed   dns-no-answer  scenario.yaml:12
    ok   gateway     task-api:8000/http  allowed   allowed        gateway may use
                                                                  task-api:8000/http
    ok   task-api    postgres:5432       allowed   allowed        task-api may use
                                                                  postgres:5432
    ok   worker      postgres:5432       allowed   allowed        worker may use
                                                                  postgres:5432
    ok   prometheus  task-api:9090       allowed   allowed        prometheus may use
                                                                  task-api:9090
    ok   outside     gateway:8443        allowed   allowed        outside may use
                                                                  gateway:8443

    "
  `);
});

test('ports that do not fit side by side continue below', () => {
  const results = Array.from({ length: 30 }, (_, index) => resultOf({ flow: `gateway → task-api:${8000 + index}` }));
  const text = renderTerminal(reportOf({ stages: [stageOf({ results })] }), plain);
  expect(text.split('\n').filter((line) => /^(gateway| +[A-Z])/.test(line))).toMatchInlineSnapshot(`
    [
      "         A  B  C  D  E  F  G  H  I  J  K  L  M  N  O  P  Q  R  S  T  U  V  W  X",
      "gateway  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ✓",
      "         Y  Z  AA  AB  AC  AD",
      "gateway  ✓  ✓  ✓   ✓   ✓   ✓",
    ]
  `);
});

test('colours add to the words and change none of them', () => {
  const colored = renderTerminal(badReport, { width: 80, color: true });
  expect(stripVTControlCharacters(colored)).toBe(renderTerminal(badReport, plain));
  const lines = colored.replaceAll('\u001B', '␛').split('\n');
  expect(lines.filter((line) => /stage dns|^worker|LEAK|^␛.*FAIL/.test(line))).toMatchInlineSnapshot(`
    [
      "worker",
      "── ␛[1mstage dns␛[22m ─────────── ␛[31m2 mismatches, 1 inconclusive, 1 flaky, 2 as expected␛[39m ──",
      "worker    ␛[31mLEAK␛[39m                               ␛[33mflaky␛[39m",
      "␛[2m✓ allowed   · blocked   LEAK got through, should be blocked␛[22m",
      "␛[31mLEAK␛[39m   worker   postgres:5432       blocked   allowed   The worker has no",
      "␛[31m1. CUT gateway → task-api:8000/http in stage dns␛[39m",
      "␛[31m2. LEAK worker → postgres:5432 in stage dns␛[39m",
      "␛[2m   meaning   ␛[22mLEAK: it got through, although it should be blocked",
      "␛[33m1. INCONCLUSIVE gateway → postgres:5432 in stage dns␛[39m",
      "␛[33m1. flaky worker → coredns:53/dns in stage dns␛[39m",
      "␛[31mFAIL  2 of 7 flows in 2 stages differ: 1 let through that should be blocked, 1␛[39m",
    ]
  `);
});

test('attempts that are alike are one line of evidence, and many are cut short', () => {
  const attempts = Array.from({ length: 12 }, (_, index) =>
    attemptOf({ source: `worker/pod-${index % 10}`, verdict: 'blocked' }),
  );
  const cut = resultOf({ flow: 'worker → task-api:8000', outcome: 'mismatch', verdict: 'blocked', attempts });
  const text = renderTerminal(reportOf({ stages: [stageOf({ results: [cut] })] }), plain);
  expect(text).toContain('round 1 (2 times), worker/pod-0 on');
  expect(text).toContain('worker/pod-7 on');
  expect(text).not.toContain('worker/pod-8 on');
  expect(text).toContain('and 2 more attempts, which the JSON report has');
});

test('attempts that deviate come before those that do not', () => {
  const attempts = [attemptOf({ source: 'worker/good' }), attemptOf({ source: 'worker/bad', verdict: 'blocked' })];
  const cut = resultOf({ flow: 'worker → task-api:8000', outcome: 'mismatch', verdict: 'blocked', attempts });
  const text = renderTerminal(reportOf({ stages: [stageOf({ results: [cut] })] }), plain);
  expect(text.indexOf('worker/bad')).toBeLessThan(text.indexOf('worker/good'));
});

test('the command is one line that can be copied, however long it is', () => {
  const lines = renderTerminal(badReport, plain).split('\n');
  const { results = [] } = badReport.stages[1] ?? {};
  const told = results.filter(({ outcome }) => outcome !== 'as-expected').map(({ reproduce }) => reproduce);
  expect(told.length).toBe(4);
  expect(lines).toEqual(expect.arrayContaining(told));
});

test("escape sequences in the user's words do not reach the terminal", () => {
  const name = 'red \u001B[31malert\u001B[0m, \u001B]0;title\u0007 bell\u0007, a\r\nline and \u202Egnihton';
  const flow = resultOf({ flow: 'a → b:80', name, explanation: name, outcome: 'mismatch', verdict: 'blocked' });
  const text = renderTerminal(reportOf({ stages: [stageOf({ results: [flow], description: name })] }), plain);
  expect(text).toContain('red alert, bell, a');
  expect(text).not.toMatch(/[^\n\P{Cc}]|\u202E/u);
});

test('quietly, it is the verdict alone, and where there are mismatches, they too', () => {
  expect(renderTerminal(goodReport, plain, 'quiet')).toBe('PASS  3 flows in 2 stages as expected\n');
  const lines = renderTerminal(badReport, plain, 'quiet').split('\n');
  expect(lines.filter((line) => /^(──|\d\.|[A-Z]| {3}cause)/.test(line))).toMatchInlineSnapshot(`
    [
      "── 2 mismatches ────────────────────────────────────────────────────────────────",
      "1. CUT gateway → task-api:8000/http in stage dns",
      "   cause     policy-wrong (egress-port-not-allowed): the policies block this:",
      "2. LEAK worker → postgres:5432 in stage dns",
      "   cause     not-enforced: the policies block this and it got through: your",
      "FAIL  2 of 7 flows in 2 stages differ: 1 let through that should be blocked, 1",
    ]
  `);
});

test('quietly, what ended a run early and what is left is told all the same', () => {
  expect(renderTerminal(failedReport, plain, 'quiet')).toMatchInlineSnapshot(`
    "── the run ended early ───────────────────────────────────── EnvironmentError ──
    pod postgres/postgres-0 did not become ready within 120 s:
    Back-off pulling image "postgres:19"
    Load the image into the cluster, or correct its name.
    Nothing after this was probed.

    INCONCLUSIVE  the run ended early, nothing was probed
    "
  `);
  expect(renderTerminal(untidyReport, plain, 'quiet')).toMatch(/^── not everything is removed[^]*\n\nPASS {2}3 flows/);
});

test('verbosely, every attempt of every flow is told below the matrix of its stage', () => {
  const [sent, silent] = [attemptOf(), attemptOf({ round: 2, verdict: 'blocked' })];
  const sides = resultOf({
    flow: 'worker → postgres:5432',
    outcome: 'mismatch',
    verdict: 'blocked',
    explanation: 'cut off',
    attempts: Array.from({ length: 9 }, (_, index) => attemptOf({ round: index + 1, verdict: 'blocked' })),
    triangulation: {
      side: 'egress',
      explanation: 'the sender',
      attempts: [attemptOf({ round: 10, verdict: 'blocked', address: 'control:5432' }), attemptOf({ round: 10 })],
    },
  });
  const results = [
    resultOf({ flow: 'gateway → task-api:8000', attempts: [sent, silent] }),
    sides,
    resultOf({ flow: 'a → b:80', attempts: [] }),
  ];
  const report = reportOf({ stages: [stageOf({ results })] });
  const [above = '', below = ''] = renderTerminal(report, { ...plain, width: 130 }, 'verbose').split('\n── 1 mismatch');
  expect(above.slice(above.indexOf('every attempt'))).toMatchInlineSnapshot(`
    "every attempt
    gateway → task-api:8000: got through, as expected
       round 1, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: allowed (curl exit code 0, connect 0.001 s, total
         0.003 s): HTTP 200
       round 2, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.002 s):
         Connection timed out after 3002 milliseconds
    worker → postgres:5432: cut off
       round 1, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.002 s):
         Connection timed out after 3002 milliseconds
       round 2, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.002 s):
         Connection timed out after 3002 milliseconds
       round 3, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.002 s):
         Connection timed out after 3002 milliseconds
       round 4, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.002 s):
         Connection timed out after 3002 milliseconds
       round 5, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.002 s):
         Connection timed out after 3002 milliseconds
       round 6, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.002 s):
         Connection timed out after 3002 milliseconds
       round 7, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.002 s):
         Connection timed out after 3002 milliseconds
       round 8, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.002 s):
         Connection timed out after 3002 milliseconds
       round 9, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: blocked (curl exit code 28, total 3.002 s):
         Connection timed out after 3002 milliseconds
       triangulating, round 10, gateway/flowproof-gateway-0 on flowproof-worker → control:5432: blocked (curl exit code 28, total
         3.002 s): Connection timed out after 3002 milliseconds
       triangulating, round 10, gateway/flowproof-gateway-0 on flowproof-worker → 10.96.7.21:8000: allowed (curl exit code 0,
         connect 0.001 s, total 0.003 s): HTTP 200
    a → b:80: got through, as expected
       none
    "
  `);
  expect(below).toContain('1. CUT worker → postgres:5432');
});

/** Commands and edits, which are to be copied, so that they are never wrapped. */
function copiedLines(report: Report): Set<string> {
  const results = printable(report).stages.flatMap((stage) => stage.results);
  const edits = results.flatMap(({ cause }) => cause?.edit?.diff.split('\n') ?? []);
  return new Set([...results.map(({ reproduce }) => reproduce.replaceAll('\n', ' ')), ...edits]);
}

const anyWidth = fc.oneof(fc.constantFrom(80, 120, 200), fc.integer({ min: 64, max: 200 }));

test('no line is wider than the screen, but for what is to be copied', () => {
  const anyDetail = fc.constantFrom('quiet', 'normal', 'verbose');
  const words = fc.oneof(anyText(), fc.lorem({ maxCount: 30 }), fc.constant('デ'.repeat(50)));
  fc.assert(
    fc.property(anyReport(words), anyWidth, fc.boolean(), anyDetail, (report, width, color, detail) => {
      const lines = stripVTControlCharacters(renderTerminal(report, { width, color }, detail)).split('\n');
      const copied = copiedLines(report);
      expect(lines.filter((line) => stringWidth(line) > width && !copied.has(line))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('every endpoint and port is named in full in each matrix', () => {
  fc.assert(
    fc.property(anyReport(fc.constant('')), fc.integer({ min: 64, max: 160 }), (report, width) => {
      const sections = renderTerminal(report, { width, color: false }).split('── stage ').slice(1);
      for (const [index, { results }] of report.stages.entries()) {
        for (const { flow } of results) {
          expect(sections[index]).toContain(`${flow.to}:${flow.port.number}`);
          expect(sections[index]).toMatch(new RegExp(`^${flow.from.replaceAll('.', String.raw`\.`)}( |$)`, 'm'));
        }
      }
    }),
  );
});

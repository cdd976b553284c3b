import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareReports, type Drift } from '../../../src/verdict/drift/compare-reports.ts';
import { flowLabel } from '../../../src/model/label.ts';
import type { Report, StandingPolicy } from '../../../src/model/report.ts';
import { summarizeDrift, summarizeSince } from '../../../src/verdict/summary.ts';
import { anyReport } from '../../helpers/arbitrary-report.ts';
import { failureOf, reportOf, resultOf, stageOf, type ResultSpec } from '../../helpers/report.ts';

type Spec = Omit<ResultSpec, 'flow'>;

/** Compares runs of one flow, each as it was judged; undefined where a run does not have it. */
function compare(before: Spec | undefined, after: Spec | undefined): Drift {
  const [older, newer] = [before, after].map((spec) =>
    reportOf({ stages: [stageOf({ results: spec ? [resultOf({ flow: 'a → b:80', ...spec })] : [] })] }),
  );
  if (!older || !newer) throw new Error('two reports');
  return compareReports(older, newer);
}

const open: Spec = { expect: 'allowed' };
const shut: Spec = { expect: 'blocked' };
const leak: Spec = { expect: 'blocked', outcome: 'mismatch', verdict: 'allowed' };
const cut: Spec = { expect: 'allowed', outcome: 'mismatch', verdict: 'blocked' };
const rejected: Spec = { expect: 'blocked', outcome: 'mismatch', verdict: 'rejected' };
const down: Spec = { expect: 'allowed', outcome: 'mismatch', verdict: 'no-listener' };
const unproven: Spec = { expect: 'blocked', outcome: 'inconclusive', verdict: 'blocked' };
const lost: Spec = { expect: 'allowed', outcome: 'inconclusive', verdict: 'failed' };
/** As no flowproof of today judges, and others may. */
const blockedLeak: Spec = { expect: 'blocked', outcome: 'mismatch', verdict: 'blocked' };
const flaky: Spec = { expect: 'allowed', outcome: 'flaky' };

test.for([
  [shut, leak, 'opened', 'unexpected', 'fail', 'a leak that was not there'],
  [shut, open, 'opened', 'expected', 'pass', 'opened on purpose'],
  [cut, open, 'opened', 'expected', 'pass', 'mended'],
  [rejected, leak, 'opened', 'unexpected', 'fail', 'a rejection lets nothing through either'],
  [open, cut, 'closed', 'unexpected', 'fail', 'cut off'],
  [leak, shut, 'closed', 'expected', 'pass', 'a leak that was closed'],
  [leak, rejected, 'closed', 'unexpected', 'fail', 'closed, but not as it should be'],
  [open, down, 'changed', 'unexpected', 'fail', 'a server that is down closes nothing'],
  [cut, down, 'changed', 'unexpected', 'fail', 'it differs in another way'],
  [shut, rejected, 'changed', 'unexpected', 'fail', 'closed in another way'],
  [shut, unproven, 'unknown', 'unknown', 'inconclusive', 'a silence that proves nothing'],
  [open, unproven, 'unknown', 'unknown', 'inconclusive', 'not "newly closed"'],
  [leak, lost, 'unknown', 'unknown', 'inconclusive', 'a leak is not gone because nobody could look'],
  [lost, open, 'known', 'expected', 'pass', 'proven now'],
  [unproven, shut, 'known', 'expected', 'pass', 'proven now, with the same verdict'],
  [unproven, leak, 'known', 'unexpected', 'fail', 'a leak that nobody could see before'],
  [open, leak, 'redeclared', 'unexpected', 'fail', 'the scenario forbids now what is open still'],
  [leak, open, 'redeclared', 'expected', 'pass', 'the scenario allows now what leaked'],
  [shut, blockedLeak, 'changed', 'unexpected', 'fail', 'the same verdict, judged in another way'],
  [blockedLeak, shut, 'changed', 'expected', 'pass', 'and the other way round'],
  [undefined, open, 'new', 'expected', 'pass', 'a flow that is as it should be'],
  [undefined, leak, 'new', 'unexpected', 'fail', 'a flow that never was as it should be'],
  [undefined, lost, 'new', 'unknown', 'inconclusive', 'a flow of which nothing is known'],
] as const)('%o, then %o: %s, %s, %s: %s', ([before, after, kind, expected, outcome]) => {
  const drift = compare(before, after);
  expect(drift.changes).toMatchObject([{ kind, expected, stage: 'default-deny' }]);
  expect(drift.stillMismatched).toEqual([]);
  expect(summarizeDrift(drift)).toBe(outcome);
  expect(summarizeSince(drift)).toBe(outcome);
});

test.for([
  [open, open, 'pass', 'pass', 'as it should be'],
  [open, flaky, 'pass', 'pass', 'it still gets through'],
  [leak, leak, 'pass', 'pass', 'known'],
  [cut, cut, 'pass', 'pass', 'known'],
  [lost, unproven, 'pass', 'inconclusive', 'no change, and no proof'],
] as const)('%o, then %o is no change: %s, and %s for a run: %s', ([before, after, ofDrift, ofRun]) => {
  const drift = compare(before, after);
  expect(drift.changes).toEqual([]);
  expect(drift.stillMismatched).toHaveLength(after.outcome === 'mismatch' ? 1 : 0);
  expect(drift.stillUnknown).toHaveLength(after.outcome === 'inconclusive' ? 1 : 0);
  expect(summarizeDrift(drift)).toBe(ofDrift);
  expect(summarizeSince(drift)).toBe(ofRun);
});

test('a flow that is not probed any more is no failure, and a run without any flow is no proof', () => {
  const both = stageOf({ results: [resultOf({ flow: 'a → b:80', ...leak }), resultOf({ flow: 'a → c:80' })] });
  const one = stageOf({ results: [resultOf({ flow: 'a → c:80' })] });
  const drift = compareReports(reportOf({ stages: [both] }), reportOf({ stages: [one] }));
  expect(drift.changes).toMatchObject([{ kind: 'vanished', expected: 'expected' }]);
  expect(drift.endpoints).toEqual({ new: [], vanished: ['b'] });
  expect(summarizeDrift(drift)).toBe('pass');
  expect(summarizeDrift(compareReports(reportOf({ stages: [one] }), reportOf()))).toBe('inconclusive');
});

test('a flow of a run that ended early is not vanished on purpose', () => {
  const stages = [stageOf({ results: [resultOf({ flow: 'a → b:80' })] })];
  const drift = compareReports(reportOf({ stages }), reportOf({ stages: [], failure: failureOf() }));
  expect(drift.changes).toMatchObject([{ kind: 'vanished', expected: 'unknown' }]);
  expect(drift.policies).toBeUndefined();
  expect(summarizeDrift(drift)).toBe('inconclusive');
});

test('a run that ended early proves nothing, even if everything that it saw is as before', () => {
  const stages = [stageOf({ results: [resultOf({ flow: 'a → b:80' })] })];
  const drift = compareReports(reportOf({ stages }), reportOf({ stages, failure: failureOf() }));
  expect(drift.changes).toEqual([]);
  expect(summarizeDrift(drift)).toBe('inconclusive');
});

test('flows are told apart by stage, sender, receiver, port and protocol', () => {
  const flows = ['a → b:80', 'a → b:81', 'a → b:80/http', 'b → a:80', 'c → b:80', 'a → c:80'];
  const stages = ['one', 'two'].map((name) => stageOf({ name, results: flows.map((flow) => resultOf({ flow })) }));
  const [first, second] = stages;
  if (!first || !second) throw new Error('two stages');
  const leaking = { ...second, results: [resultOf({ flow: 'a → b:80/http', ...cut }), ...second.results.slice(3)] };
  const { changes } = compareReports(reportOf({ stages }), reportOf({ stages: [first, leaking] }));
  expect(
    changes.map(({ kind, stage, before, after }) => [kind, stage, flowLabel((after ?? before ?? never()).flow)]),
  ).toEqual([
    ['closed', 'two', 'a → b:80/http'],
    ['vanished', 'two', 'a → b:80'],
    ['vanished', 'two', 'a → b:81'],
  ]);
});

describe('policies', () => {
  const deny: StandingPolicy = { kind: 'NetworkPolicy', namespace: 'shop', name: 'deny', resourceVersion: '7' };
  const other = { ...deny, namespace: 'blog' };
  const wide = { kind: 'GlobalNetworkPolicy.crd.projectcalico.org', name: 'deny', resourceVersion: '7' };
  test.for([
    [[deny], [deny], {}, 'nothing changed'],
    [
      [deny],
      [{ ...deny, resourceVersion: '8' }],
      { changed: [{ ...deny, resourceVersion: '8' }] },
      'somebody edited it',
    ],
    [[], [deny], { new: [deny] }, 'somebody made it'],
    [[deny], [], { gone: [deny] }, 'somebody deleted it'],
    [[deny], [other], { new: [other], gone: [deny] }, 'the namespace is part of its name'],
    [[deny], [wide], { new: [wide], gone: [deny] }, 'so is the kind'],
    [[{ ...deny, applied: true }], [{ ...deny, applied: true, resourceVersion: '8' }], {}, 'both runs applied it'],
    [
      [deny],
      [{ ...deny, applied: true, resourceVersion: '8' }],
      { changed: [{ ...deny, applied: true, resourceVersion: '8' }] },
      'one run applied it',
    ],
  ] as const)('%o, then %o: %o: %s', ([before, after, expected]) => {
    const { policies } = compareReports(reportOf({ policies: before }), reportOf({ policies: after }));
    expect(policies).toEqual({ new: [], gone: [], changed: [], unknownKinds: [], ...expected });
  });

  test.for([
    [[], ['NetworkPolicy'], 'no longer listed is not gone'],
    [['NetworkPolicy'], [], 'listed for the first time is not new'],
  ] as const)('%j, then %j unseen: %s', ([before, after]) => {
    const report = (unseenPolicyKinds: readonly string[]): Report =>
      reportOf({ policies: unseenPolicyKinds.length === 0 ? [deny, wide] : [wide], unseenPolicyKinds });
    const { policies } = compareReports(report(before), report(after));
    expect(policies).toEqual({ new: [], gone: [], changed: [], unknownKinds: ['NetworkPolicy'] });
  });
});

/** Two reports of the same stages and few flows, so that most of them meet. */
const pairOfReports = fc.tuple(fewFlows(), fewFlows());

const reports = anyReport(fc.constant('words'));

test('a report does not differ from itself', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const {
        changes,
        endpoints,
        policies = { new: [], gone: [], changed: [], unknownKinds: [] },
      } = compareReports(report, report);
      expect([changes, endpoints, policies]).toEqual([
        [],
        { new: [], vanished: [] },
        { new: [], gone: [], changed: [], unknownKinds: [] },
      ]);
    }),
  );
});

test('what was opened one way was closed the other way, and so on for every kind', () => {
  const mirrored = {
    opened: 'closed',
    closed: 'opened',
    changed: 'changed',
    unknown: 'known',
    known: 'unknown',
    redeclared: 'redeclared',
    new: 'vanished',
    vanished: 'new',
  } as const;
  const names = ({ changes }: Drift, kinds: (kind: keyof typeof mirrored) => string): string[] =>
    changes
      .map(
        ({ kind, stage, before, after }) => `${kinds(kind)} ${stage} ${flowLabel((after ?? before ?? never()).flow)}`,
      )
      .toSorted();
  fc.assert(
    fc.property(pairOfReports, ([one, other]) => {
      const [there, back] = [compareReports(one, other), compareReports(other, one)];
      expect(names(there, (kind) => kind)).toEqual(names(back, (kind) => mirrored[kind]));
      expect(there.endpoints).toEqual({ new: back.endpoints.vanished, vanished: back.endpoints.new });
      expect(there.policies?.new).toEqual(back.policies?.gone);
      expect(there.policies?.changed.length).toBe(back.policies?.changed.length);
    }),
  );
});

test('whatever was before: a mismatch is known or fails, and nothing inconclusive is called closed', () => {
  fc.assert(
    fc.property(pairOfReports, ([older, newer]) => {
      const drift = compareReports(older, newer);
      const mismatched = newer.stages.flatMap(({ results }) => results.filter(({ outcome }) => outcome === 'mismatch'));
      const unexpected = drift.changes.filter(({ expected }) => expected === 'unexpected');
      expect(unexpected.length + drift.stillMismatched.length).toBe(mismatched.length);
      expect(summarizeDrift(drift) === 'fail').toBe(unexpected.length > 0);
      for (const { kind, before, after } of drift.changes) {
        if (kind !== 'closed' && kind !== 'opened') continue;
        expect([before?.outcome, after?.outcome]).not.toContain('inconclusive');
      }
    }),
  );
});

function fewFlows(): fc.Arbitrary<ReturnType<typeof reportOf>> {
  const spec = fc.constantFrom(open, shut, leak, cut, rejected, down, unproven, lost, flaky);
  const flows = ['a → b:80', 'b → a:80', 'c → b:80/http'];
  const results = fc
    .array(fc.option(spec), { minLength: flows.length, maxLength: flows.length })
    .map((specs) => specs.flatMap((one, index) => (one ? [resultOf({ flow: flows[index] ?? '', ...one })] : [])));
  const stages = fc
    .tuple(results, results)
    .map(([one, two]) => [stageOf({ name: 'one', results: one }), stageOf({ name: 'two', results: two })]);
  const policy = fc.record({
    kind: fc.constant('NetworkPolicy'),
    namespace: fc.constantFrom('shop', 'blog'),
    name: fc.constant('deny'),
    resourceVersion: fc.constantFrom('1', '2'),
  });
  const policies = fc.uniqueArray(policy, { selector: ({ namespace }) => namespace });
  return fc.record({ stages, policies }).map(reportOf);
}

function never(): never {
  throw new Error('a flow of neither report');
}

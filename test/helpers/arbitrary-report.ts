import * as fc from 'fast-check';
import { causeCodes, type CauseCode } from '../../src/model/cause-code.ts';
import type { FlowResult, Report } from '../../src/model/report.ts';
import { attemptOf, reportOf, resultOf, stageOf } from './report.ts';

/** Names as scenarios allow them, of a reasonable length. */
const name = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,26}[a-z0-9]$/);
const protocol = fc.constantFrom('', '/http', '/udp', '/dns', '/dns-tcp');
const target = fc
  .tuple(name, fc.integer({ min: 1, max: 65_535 }), protocol)
  .map((parts) => `${parts[0]}:${parts[1]}${parts[2]}`);
const outcome = fc.constantFrom('as-expected', 'flaky', 'mismatch', 'inconclusive');
const verdict = fc.constantFrom(
  'allowed',
  'blocked',
  'rejected',
  'no-listener',
  'dns-no-answer',
  'dns-not-found',
  'inconclusive',
  'failed',
);

/** Any report at all: names as scenarios allow them, and `text` wherever somebody's words stand. */
export function anyReport(text: fc.Arbitrary<string>): fc.Arbitrary<Report> {
  const attempt = fc
    .record({
      round: fc.integer({ min: 1, max: 3 }),
      source: name,
      address: name,
      message: text,
      totalSeconds: fc.double({ min: 0, max: 9, noNaN: true }),
    })
    .map(attemptOf);
  const result = fc
    .record(
      {
        flow: fc.tuple(name, target).map(([from, to]) => `${from} → ${to}`),
        expect: fc.constantFrom('allowed', 'blocked'),
        outcome,
        verdict,
        name: text,
        reason: text,
        explanation: text,
        policies: fc.record({
          verdict: fc.constantFrom('allowed', 'blocked', 'mixed'),
          code: fc.constantFrom(...(Object.keys(causeCodes) as CauseCode[])),
          reason: text,
        }),
        cause: fc.record(
          {
            class: fc.constantFrom('policy-wrong', 'not-enforced', 'not-the-policies'),
            code: fc.constantFrom(...(Object.keys(causeCodes) as CauseCode[])),
            reason: text,
            edit: text.map((diff) => ({ what: diff, file: diff, diff })),
          },
          { requiredKeys: ['class', 'reason'] },
        ),
        listening: text,
        attempts: fc.array(attempt, { maxLength: 12 }),
        triangulation: fc.record({
          side: fc.constantFrom('egress', 'ingress', 'both', 'neither'),
          explanation: text,
          attempts: fc.tuple(attempt, attempt),
        }),
        reproduce: text,
      },
      { requiredKeys: ['flow', 'expect', 'outcome', 'verdict', 'explanation', 'reproduce'] },
    )
    // Causes are told of mismatches only.
    .map((spec): FlowResult =>
      spec.outcome === 'mismatch' ? resultOf(spec) : { ...resultOf(spec), cause: undefined },
    );
  const results = fc.uniqueArray(result, {
    maxLength: 16,
    selector: ({ flow }) => `${flow.from} ${flow.to} ${flow.port.number}`,
  });
  const stage = fc
    .record(
      { name, description: text, results, enforcementMs: fc.nat(90_000), probingMs: fc.nat(900_000) },
      { requiredKeys: ['name', 'results', 'probingMs'] },
    )
    .map(stageOf);
  const failure = fc.record({ kind: fc.constant('EnvironmentError'), message: text, hint: text });
  return fc
    .record(
      {
        scenario: name,
        endpoints: fc.array(fc.record({ name, namespace: name }, { requiredKeys: ['name'] }), { maxLength: 4 }),
        environment: text,
        notes: fc.array(text, { maxLength: 2 }),
        stages: fc.array(stage, { maxLength: 3 }),
        failure,
        leftovers: fc.record({ message: text, hint: text }),
      },
      { requiredKeys: ['scenario', 'stages'] },
    )
    .map(reportOf);
}

import { expect, test } from 'vitest';
import type { Cause } from '../../src/model/report.ts';
import { alsoLines, causeKey } from '../../src/reporters/by-cause.ts';
import { renderJson } from '../../src/reporters/json/report.ts';
import { renderJunit } from '../../src/reporters/junit/report.ts';
import { renderMarkdown } from '../../src/reporters/markdown/report.ts';
import { renderTerminal } from '../../src/reporters/terminal/report.ts';
import { reportOf, resultOf, stageOf, type ResultSpec } from '../helpers/report.ts';

const edit = { what: 'allow port 8000 instead of 80', file: 'p.yaml', diff: '--- a/p.yaml\n+port: 8000' };
const wrong: Cause = { class: 'policy-wrong', reason: 'no rule is for 8000', edit };

function mismatch(flow: string, more: Partial<ResultSpec> = {}) {
  const verdict = more.expect === 'blocked' ? 'allowed' : 'blocked';
  return resultOf({ flow, outcome: 'mismatch', verdict, cause: wrong, ...more });
}

const report = reportOf({
  stages: [
    stageOf({
      name: 'first',
      results: [
        mismatch('a → api:8000'),
        mismatch('b → api:8000'),
        mismatch('a → db:5432', { cause: { ...wrong, edit: undefined } }),
      ],
    }),
    stageOf({ name: 'second', results: [mismatch('a → api:8000'), mismatch('c → api:8000')] }),
  ],
});

test.for([
  ['terminal', renderTerminal(report, { width: 80, color: false })],
  ['Markdown', renderMarkdown(report)],
  ['JUnit', renderJunit(report)],
  ['JSON', renderJson(report)],
] as const)('%s tells an edit once', ([, text]) => {
  expect(text.split('+port: 8000')).toHaveLength(2);
});

test('a person reads of the first flow in full, and which others have the same cause', () => {
  const text = renderTerminal(report, { width: 80, color: false });
  expect(text).toContain('── 5 mismatches, 2 causes ──');
  expect(text).toContain(`1. CUT a → api:8000 and 2 more in stages first, second
   also      b → api:8000 in stage first
             c → api:8000 in stage second
`);
  expect(text).toContain('2. CUT a → db:5432 in stage first\n');
});

test('a program reads of all flows that have one cause', () => {
  const { findings } = JSON.parse(renderJson(report));
  expect(findings).toHaveLength(2);
  expect(findings[0]).toMatchObject({ class: 'policy-wrong', edit: { file: 'p.yaml' } });
  expect(findings[0].flows.map(({ stage, from }: { stage: string; from: string }) => `${stage} ${from}`)).toEqual([
    'first a',
    'first b',
    'second a',
    'second c',
  ]);
});

test('a case of JUnit without the edit says which has it', () => {
  expect(renderJunit(report).match(/the same edit as for a → api:8000 in stage first/g)).toHaveLength(3);
});

const at = (line: number): Cause => ({ ...wrong, edit: undefined, position: { file: 'p.yaml', line, column: 3 } });
const server: Cause = { class: 'not-the-policies', reason: 'is the server listening?' };
const unenforced: Cause = { class: 'not-enforced', reason: 'your CNI did not enforce it' };

test.for([
  [
    mismatch('a → api:1', { cause: at(4) }),
    mismatch('b → db:2', { cause: at(4) }),
    true,
    'one line is to be looked at',
  ],
  [mismatch('a → api:1', { cause: at(4) }), mismatch('b → db:2', { cause: at(5) }), false, 'two lines are'],
  [
    mismatch('a → api:1', { cause: at(4) }),
    mismatch('b → db:2', { cause: at(4), expect: 'blocked' }),
    false,
    'one is cut off and one leaks',
  ],
  [mismatch('a → api:1', { cause: server }), mismatch('b → api:1', { cause: server }), true, 'one server is down'],
  [mismatch('a → api:1', { cause: server }), mismatch('a → db:1', { cause: server }), false, 'two servers are'],
  [
    mismatch('a → api:1', { cause: unenforced, expect: 'blocked' }),
    mismatch('b → db:2', { cause: unenforced, expect: 'blocked' }),
    true,
    'the CNI enforces nothing',
  ],
  [
    resultOf({ flow: 'a → api:1', outcome: 'inconclusive', explanation: 'never seen listening' }),
    resultOf({ flow: 'b → api:1', outcome: 'inconclusive', explanation: 'never seen listening' }),
    true,
    'the same is said of one receiver',
  ],
  [
    resultOf({ flow: 'a → api:1', outcome: 'inconclusive', explanation: 'never seen listening' }),
    resultOf({ flow: 'b → api:1', outcome: 'inconclusive', explanation: 'the probe stood still' }),
    false,
    'something else is said of it',
  ],
] as const)('%o and %o have one cause: %s: %s', ([one, other, same]) => {
  expect(causeKey(one) === causeKey(other)).toBe(same);
});

test('of many flows the first twenty are named', () => {
  const many = Array.from({ length: 23 }, (_, index) => ({ flow: `a → b:${index}`, stages: ['final'] }));
  expect(alsoLines(many).at(-1)).toBe('and 3 more');
  expect(alsoLines(many)[0]?.split(', ')).toHaveLength(20);
});

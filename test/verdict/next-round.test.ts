import { expect, test } from 'vitest';
import type { Tried } from '../../src/verdict/company.ts';
import { maxRounds } from '../../src/verdict/judge.ts';
import type { Attempt, AttemptVerdict } from '../../src/model/report.ts';
import { nextRound, wasOverloaded } from '../../src/verdict/next-round.ts';

const letters: Readonly<Record<string, AttemptVerdict>> = { A: 'allowed', B: 'blocked', F: 'failed', R: 'refused' };

/** `a>b +`: declared allowed, `-` declared blocked; `=b`: a server's look at itself; then what it showed, by round. */
function tried(text: string): Tried & { readonly text: string } {
  const [path = '', declared = '', seen = ''] = text.split(' ');
  const [from = '', to = ''] = path.split(/[>=]/);
  const source = { endpoint: from || to, id: `ns/${from || to}` };
  const attempts = Array.from(seen, (letter, index): Attempt => {
    const verdict = letters[letter] ?? 'failed';
    return { round: index + 1, source: source.id, address: to, verdict, tool: 'nc', stallSeconds: 0 };
  });
  const kind = from === '' ? 'check' : 'flow';
  const expectation = declared === '-' ? 'blocked' : 'allowed';
  const probe = { protocol: 'udp' as const, host: to, port: 81 };
  return { text, source, probe, to, toNodes: [], kind, expect: expectation, attempts };
}

function next(...texts: readonly string[]): string[] {
  const all = texts.map((text) => tried(text));
  return nextRound(all, { rounds: 3, connectTimeoutMs: 1000 }).map(({ text }) => text);
}

test.for([
  ['nothing where all is as declared', ['a>b + A', 'c>b - B', '=b + A'], []],
  ['nothing after a leak', ['a>b - A', '=b + A'], []],
  ['what did not get through, and its server', ['a>b + B', '=b + A', 'a>c + A'], ['a>b + B', '=b + A', 'a>c + A']],
  ['a silence without company', ['a>b - B', '=b + A', '=c + A'], ['a>b - B', '=b + A']],
  ['silences beside something that was lost', ['a>b - B', 'a>c + BA'], ['a>b - B', 'a>c + BA']],
  ['a server that did not see itself', ['a>b + A', '=b + B', '=c + A'], ['=b + B']],
  ['no server that refused itself', ['a>b + A', '=b + R'], []],
  ['no server that did not see itself three times', ['a>b + A', '=b + BBB'], []],
  ['a server that lost itself later', ['a>b + A', '=b + ABB'], ['=b + ABB']],
  ['probes that were lost, which need no company', ['a>b - F', 'a>c + A'], ['a>b - F']],
  ['a silence whose confirmation was lost, with company', ['a>b - BF', 'a>c + A'], ['a>b - BF', 'a>c + A']],
] as const)('the next round tries %s', ([, texts, wanted]) => {
  expect(next(...texts)).toEqual(wanted);
});

test('two controls are tried near each end of a silence, and forty in all', () => {
  const near = ['a>x1 + A', 'a>x2 + A', 'a>x3 + A', 'y1>b + A'];
  const far = Array.from({ length: 60 }, (_, index) => `f${index}>g + A`);
  const chosen = next('a>b - B', 'a>l + BA', ...far, ...near);
  expect(chosen).toEqual(expect.arrayContaining(['a>b - B', 'a>l + BA', 'y1>b + A']));
  expect(chosen.filter((text) => text.startsWith('a>x'))).toEqual(['a>x1 + A']);
  expect(chosen.filter((text) => text.startsWith('f'))).toHaveLength(39);
});

test('there is no round after the last one', () => {
  expect(next(`a>b - ${'B'.repeat(maxRounds - 1)}`, 'a>c + BA')).not.toEqual([]);
  expect(next(`a>b - ${'B'.repeat(maxRounds)}`, `a>c + ${'B'.repeat(maxRounds - 1)}A`)).toEqual([]);
});

test.for([
  [['a>b + A', 'c>d - B'], false],
  [['a>b + B'], false],
  [['a>b + BA'], true],
  [['a>b + AB'], true],
  [['a>b + A', 'c>d + BA'], true],
] as const)('%j is overloaded: %s', ([texts, wanted]) => {
  expect(
    wasOverloaded(
      texts.map((text) => tried(text)),
      1000,
    ),
  ).toBe(wanted);
});

test('a place that stood still once was overloaded', () => {
  const { attempts, ...path } = tried('a>b + AA');
  const stalled = (stalls: readonly number[]): Tried => ({
    ...path,
    attempts: attempts.map((attempt, index) => ({ ...attempt, stallSeconds: stalls[index] })),
  });
  expect(wasOverloaded([stalled([0.5, 0])], 1000)).toBe(true);
  expect(wasOverloaded([stalled([0.2, 0.2])], 1000)).toBe(false);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { believable, companyOf, type Tried } from '../../src/verdict/company.ts';
import type { Attempt, AttemptVerdict } from '../../src/model/report.ts';
import type { Protocol } from '../../src/model/scenario.ts';

const timeoutMs = 3000;

/** `a>b`: the flow from a to b; `=b`: the look of b at itself. What it showed, by round: A allowed, B blocked, F failed. */
interface Written {
  readonly path: string;
  readonly seen: string;
  readonly expect?: 'allowed' | 'blocked';
  readonly protocol?: Protocol;
  readonly stalls?: readonly number[];
  readonly seconds?: number;
  /** Nodes of both ends; those of other paths are none of theirs. */
  readonly nodes?: readonly [from: string | undefined, to: string];
}

const verdicts: Readonly<Record<string, AttemptVerdict>> = {
  A: 'allowed',
  B: 'blocked',
  D: 'dns-no-answer',
  F: 'failed',
  R: 'refused',
};

function tried({
  path,
  seen,
  expect: wanted = 'allowed',
  protocol = 'udp',
  stalls = [],
  seconds,
  nodes,
}: Written): Tried {
  const [from = '', to = ''] = path.split(/[>=]/);
  const [fromNode, toNode] = nodes ?? [`node-of-${from || to}`, `node-of-${to}`];
  const source = { endpoint: from || to, id: `ns/${from || to}`, node: fromNode };
  const attempts = Array.from(seen).flatMap((letter, index): Attempt[] => {
    const verdict = verdicts[letter];
    if (!verdict) return [];
    const stallSeconds = stalls[index] ?? 0;
    const common = { round: index + 1, source: source.id, sourceNode: source.node, address: to };
    return [{ ...common, verdict, tool: 'nc', stallSeconds, totalSeconds: seconds }];
  });
  return {
    source,
    probe: { protocol, host: to, port: 81 },
    to,
    toNodes: [toNode],
    kind: from === '' ? 'check' : 'flow',
    expect: wanted,
    attempts,
  };
}

const silent = (seen = 'B', more: Partial<Written> = {}): Written => ({
  path: 'a>b',
  seen,
  expect: 'blocked',
  ...more,
});

/** What is thought of the silences of the first of these. */
function doubtOf(...written: readonly Written[]): ReturnType<ReturnType<typeof companyOf>> {
  const all = written.map((one) => tried(one));
  return companyOf(all, timeoutMs)(all[0] as Tried);
}

test.for([
  ['the same sender reaches another', [silent(), { path: 'a>c', seen: 'A' }]],
  ['another reaches the same receiver', [silent(), { path: 'c>b', seen: 'A' }]],
  [
    'something reaches the node of the receiver',
    [silent('B', { nodes: ['n1', 'n2'] }), { path: 'c>d', seen: 'A', nodes: ['n3', 'n2'] }],
  ],
  [
    'something gets through from the node of the sender',
    [silent('B', { nodes: ['n1', 'n2'] }), { path: 'c>d', seen: 'A', nodes: ['n1', 'n3'] }],
  ],
  [
    'something reaches the node of the sender',
    [silent('B', { nodes: ['n1', 'n2'] }), { path: 'c>d', seen: 'A', nodes: ['n3', 'n1'] }],
  ],
  ['an answer took as long as it liked', [silent(), { path: 'a>c', seen: 'A', seconds: 3.1 }]],
] as const)('one silence is a proof where %s', ([, written]) => {
  expect(doubtOf(...written)).toEqual({ chance: 0, because: 'paths that are open were lost before' });
});

test.for([
  ['nothing at all', []],
  ['only its server is seen to listen', [{ path: '=b', seen: 'A' }]],
  ['only something far away answered', [{ path: 'c>d', seen: 'A' }]],
  ['only another transport answered', [{ path: 'a>c', seen: 'A', protocol: 'tcp' }]],
  ['only something that may be open by chance answered', [{ path: 'a>c', seen: 'A', expect: 'blocked' }]],
  ['only something cut off is near', [{ path: 'a>c', seen: 'B' }]],
  ['only something on other nodes answered', [{ path: 'c>d', seen: 'A', nodes: ['n3', 'n4'] }]],
] as const)('a silence alone is believed the second time: %s', ([, others]) => {
  expect(doubtOf(silent('B'), ...others)).toEqual({ chance: 0.01, because: 'nothing near it is known to be open' });
  const twice = others.map((one) => ({ ...one, seen: `${one.seen}-` }));
  expect(doubtOf(silent('BB'), ...twice).chance).toBeLessThanOrEqual(believable);
});

test.for([
  ['from the same sender', { path: 'a>c', seen: 'BA' }],
  ['to the same receiver', { path: 'c>b', seen: 'BA' }],
  ['anywhere', { path: 'c>d', seen: 'BA' }],
  ['by a server that asked itself', { path: '=b', seen: 'BA' }],
  ['that is declared blocked, and leaks', { path: 'a>c', seen: 'BA', expect: 'blocked' }],
] as const)('a silence proves nothing where something open was lost in the same round: %s', ([, lost]) => {
  const doubt = doubtOf(silent('B'), { path: 'a>d', seen: 'A' }, lost);
  expect(doubt.chance).toBeGreaterThan(0.1);
  expect(doubt.because).toMatch(/^1 of \d paths that are open were lost in the same seconds$/);
});

test('what was lost in one round says nothing of another, and yet more company is asked for from then on', () => {
  const few = doubtOf(silent('BB'), { path: 'a>c', seen: 'BA' });
  expect(few.chance).toBeGreaterThan(believable);
  const many = Array.from({ length: 60 }, (_, index): Written => ({ path: `a>x${index}`, seen: 'AA' }));
  expect(doubtOf(silent('BBB'), { path: 'a>c', seen: 'BAA' }, ...many).chance).toBeLessThanOrEqual(believable);
});

test.for([
  ['in another round', { path: 'c>d', seen: 'ABA' }],
  ['by a server elsewhere that asked itself', { path: '=d', seen: 'BA' }],
] as const)('what was lost %s asks for more company, and is no loss beside it', ([, lost]) => {
  const company = Array.from({ length: 8 }, (_, index): Written => ({ path: `a>x${index}`, seen: 'A' }));
  const { chance, because } = doubtOf(silent('B'), ...company, lost);
  expect(chance).toBeCloseTo(1 / (lost.path === '=d' ? 10 : 11));
  expect(because).toBe('paths that are open were lost before');
});

test('two paths whose nodes nobody knows are not near each other', () => {
  const unknown = { nodes: [undefined, 'n1'] } as const;
  const far: Written = { path: 'c>d', seen: 'A', nodes: [undefined, 'n2'] };
  expect(doubtOf(silent('B', unknown), far).chance).toBe(0.01);
});

test('losses are told of the widest place that lost as many of its own', () => {
  const alike: readonly Written[] = ['a>c', 'c>d'].map((path) => ({ path, seen: 'BA' }));
  const well: readonly Written[] = ['a>e', 'e>f'].map((path) => ({ path, seen: 'A' }));
  expect(doubtOf(silent(), ...alike, ...well).because).toMatch(/^2 of 4 paths/);
});

test('of the losses near it the worst counts', () => {
  const well = Array.from({ length: 98 }, (_, index): Written => ({ path: `x${index}>y`, seen: 'AA' }));
  const broken = { path: 'c>b', seen: 'BA' };
  expect(doubtOf(silent('BB'), ...well, broken).chance).toBeCloseTo(1 / 101, 3);
});

test('a probe that stood still heard nothing', () => {
  const company: Written = { path: 'a>c', seen: 'AA' };
  expect(doubtOf(silent('B', { stalls: [1.01] }), company)).toEqual({
    chance: 1,
    because: 'the probe stood still for 1.01 s of its 3 s (node-of-a is overloaded)',
  });
  expect(doubtOf(silent('B', { stalls: [1.01], nodes: [undefined, 'n1'] }), company).because).toBe(
    'the probe stood still for 1.01 s of its 3 s',
  );
  expect(doubtOf(silent('B', { stalls: [1] }), company).chance).toBe(0);
  expect(doubtOf(silent('BB', { stalls: [5, 0] }), company).chance).toBe(0);
  expect(doubtOf(silent('BB', { stalls: [0, 5] }), company).chance).toBe(0);
});

test('a server that answers itself too late listens, and is not heard in time', () => {
  expect(doubtOf(silent(), { path: 'a>c', seen: 'A' }, { path: '=b', seen: 'A', seconds: 3.1 }).chance).toBe(1);
  expect(doubtOf(silent(), { path: 'a>c', seen: 'A' }, { path: '=b', seen: 'A', seconds: 3 }).chance).toBe(0);
  expect(doubtOf(silent(), { path: 'a>c', seen: 'A' }, { path: '=b', seen: 'A', seconds: 2.9 }).chance).toBe(0);
});

test('a connection that was made at the second asking tells of a loss', () => {
  const slow = tried({ path: 'a>c', seen: 'A' });
  const attempts = slow.attempts.map((attempt) => ({ ...attempt, lookupSeconds: 0.5, connectSeconds: 1.51 }));
  const silence = tried(silent());
  const chance = (connectSeconds: number): number => {
    const others = [{ ...slow, attempts: attempts.map((attempt) => ({ ...attempt, connectSeconds })) }];
    return companyOf([silence, ...others], timeoutMs)(silence).chance;
  };
  expect(chance(1.51)).toBe(1);
  expect(chance(1.5)).toBe(1);
  expect(chance(1.49)).toBe(0);
});

test('a lost probe is no company, and a look-up without an answer is a silence too', () => {
  expect(doubtOf(silent(), { path: 'a>c', seen: 'FA' }).chance).toBe(0.01);
  expect(doubtOf(silent('D'), { path: 'a>c', seen: 'A' }).chance).toBe(0);
  expect(doubtOf(silent('R')).chance).toBe(1);
});

const anyOthers = fc.array(
  fc.record({
    path: fc.constantFrom('a>c', 'c>b', 'c>d', '=b'),
    seen: fc.stringMatching(/^[ABF-]{1,4}$/),
    expect: fc.constantFrom('allowed' as const, 'blocked' as const),
  }),
  { maxLength: 8 },
);

test('another silence never makes the silences less credible', () => {
  fc.assert(
    fc.property(anyOthers, fc.nat(3), (others, rounds) => {
      const seen = 'B'.repeat(rounds + 1);
      expect(doubtOf(silent(`${seen}B`), ...others).chance).toBeLessThanOrEqual(
        doubtOf(silent(seen), ...others).chance,
      );
    }),
  );
});

test('a silence is never believed at once beside something open that was lost with it', () => {
  fc.assert(
    fc.property(anyOthers, (others) => {
      const doubt = doubtOf(silent('B'), ...others, { path: 'a>e', seen: 'BA' });
      expect(doubt.chance).toBeGreaterThan(believable);
    }),
  );
});

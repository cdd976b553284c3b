import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fallback } from '../../src/scenario/fallback.ts';
import { planFlows } from '../../src/scenario/matrix.ts';
import type { Cell, Expectation, Position } from '../../src/model/scenario.ts';
import { allCells, cellKey, type Rule } from '../../src/scenario/flows.ts';

const at = (line: number): Position => ({ file: 's.yaml', line, column: 1 });
const cell = (from: string, to: string): Cell => ({ from, to, port: { number: 80, protocol: 'tcp' } });
const cells = ['a', 'b', 'c'].flatMap((from) =>
  ['a', 'b', 'c'].filter((to) => to !== from).map((to) => cell(from, to)),
);
const rule = (line: number, expectation: Expectation, wildcards: number, selected: readonly Cell[]): Rule => ({
  expect: expectation,
  position: at(line),
  wildcards,
  cells: selected,
});
const fallbacks = [{ expect: 'blocked', position: at(99), covers: () => true }] as const;
const expectationOf = (layers: readonly (readonly Rule[])[]): Expectation | undefined =>
  planFlows([cell('a', 'b')], { layers, fallbacks }).flows[0]?.expect;

test('a rule without "*" wins over one with, wherever it stands', () => {
  const specific = rule(1, 'allowed', 0, [cell('a', 'b')]);
  const general = rule(2, 'blocked', 1, [cell('a', 'b')]);
  expect(expectationOf([[specific, general]])).toBe('allowed');
  expect(expectationOf([[general, specific]])).toBe('allowed');
});

test('a stage wins over the scenario, even with "*"', () => {
  const stage = rule(1, 'blocked', 2, cells);
  const common = rule(2, 'allowed', 0, [cell('a', 'b')]);
  expect(expectationOf([[stage], [common]])).toBe('blocked');
});

test('what no rule names is settled by the first fallback that covers it, and not probed without one', () => {
  expect(
    planFlows(cells, { layers: [[]], fallbacks }).flows.map(({ expect: one, position }) => [one, position.line]),
  ).toEqual(cells.map(() => ['blocked', 99]));
  const ofA = { expect: 'allowed', position: at(98), covers: ({ from }: Cell) => from === 'a' } as const;
  const lines = (...list: readonly Fallback[]): number[] =>
    planFlows(cells, { layers: [[]], fallbacks: list }).flows.map(({ position }) => position.line);
  expect(lines(ofA, ...fallbacks)).toEqual([98, 98, 99, 99, 99, 99]);
  expect(lines(ofA)).toEqual([98, 98]);
  expect(planFlows(cells, { layers: [[]], fallbacks: [] }).flows).toEqual([]);
});

test('two rules that contradict each other are one problem, however many flows they share', () => {
  const layers = [[rule(1, 'allowed', 1, cells), rule(2, 'blocked', 1, cells)]];
  const { problems } = planFlows(cells, { layers, fallbacks });
  expect(problems.map(({ position, text }) => `${position.line}: ${text}`)).toEqual([
    '2: a → b:80/tcp is blocked here and allowed in line 1; name the flow without "*" to settle it',
  ]);
});

const anyRules = fc.array(
  fc.record({
    expect: fc.constantFrom<Expectation>('allowed', 'blocked'),
    wildcards: fc.nat(2),
    cells: fc.subarray(cells),
  }),
  { maxLength: 5 },
);

test('every cell is one flow, and the order of rules never matters unless they contradict each other', () => {
  fc.assert(
    fc.property(anyRules, (drafts) => {
      const rules = drafts.map((draft, index) => ({ ...draft, position: at(index + 1) }));
      const forwards = planFlows(cells, { layers: [rules], fallbacks });
      const backwards = planFlows(cells, { layers: [rules.toReversed()], fallbacks });
      expect(forwards.flows.map(cellKey)).toEqual(cells.map(cellKey));
      expect(forwards.problems.length > 0).toBe(backwards.problems.length > 0);
      if (forwards.problems.length > 0) return;
      expect(forwards.flows.map((flow) => flow.expect)).toEqual(backwards.flows.map((flow) => flow.expect));
    }),
  );
});

test('all cells are every sender with every port of every other endpoint, and nothing from outside to outside', () => {
  const ports = [{ number: 80, protocol: 'tcp' }] as const;
  const base = { position: at(1), ports };
  const found = allCells([
    { ...base, kind: 'pods', name: 'pods', namespace: 'n', podSelector: {}, sends: true, replicas: 1, via: 'pod' },
    { ...base, kind: 'client', name: 'client', namespace: 'n', labels: {}, replicas: 2, ports: [] },
    { ...base, kind: 'outside', name: 'outside', ports: [] },
    { ...base, kind: 'host', name: 'host', host: '203.0.113.1' },
  ]);
  expect(found.map(({ from, to }) => `${from} → ${to}`)).toEqual([
    'pods → host',
    'client → pods',
    'client → host',
    'outside → pods',
  ]);
});

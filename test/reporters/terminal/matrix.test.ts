import * as fc from 'fast-check';
import stringWidth from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { gridOf } from '../../../src/reporters/grid.ts';
import { renderMatrix } from '../../../src/reporters/terminal/matrix.ts';
import { reportOf, resultOf, stageOf } from '../../helpers/report.ts';

/** Every endpoint sends to every other one of its namespace, and no further: six to a namespace. */
function reportWith(count: number, leaks: readonly string[], prefix = 'service'): Report {
  const endpoints = Array.from({ length: count }, (_, index) => ({
    name: `${prefix}-${index}`,
    namespace: `team-${Math.floor(index / 6)}`,
  }));
  const results = endpoints.flatMap((from) =>
    endpoints
      .filter((to) => to !== from)
      .map((to) => {
        const flow = `${from.name} → ${to.name}:8080`;
        if (leaks.includes(flow)) return resultOf({ flow, expect: 'blocked', verdict: 'allowed', outcome: 'mismatch' });
        return resultOf({ flow, expect: from.namespace === to.namespace ? 'allowed' : 'blocked' });
      }),
  );
  return reportOf({ endpoints, stages: [stageOf({ results })] });
}

function linesOf(report: Report, width: number): string[] {
  return report.stages.flatMap((stage) => renderMatrix(gridOf(stage, report), { width, color: false }));
}

describe.for([80, 120, 200])('on %i columns', (width) => {
  test.for([5, 30, 60])('a matrix of %i endpoints fits, and names what differs', (count) => {
    const last = count - 1;
    const lines = linesOf(
      reportWith(count, [`service-0 → service-${last}:8080`, `service-${last} → service-1:8080`]),
      width,
    );
    expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
    expect(lines.filter((line) => /^service-0 .*LEAK/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith(`service-${last} `) && line.includes('LEAK'))).toHaveLength(1);
    for (const target of [`service-${last}:8080`, 'service-1:8080']) expect(lines.join('\n')).toContain(target);
  });
});

test('namespaces in which all is as expected become one row and one column where there is no room', () => {
  expect(linesOf(reportWith(30, ['service-0 → service-29:8080']), 80).join('\n')).toMatchInlineSnapshot(`
    "           team-0/*  team-1/*  team-2/*  team-3/*  team-4/*  service-29:8080
    service-0  ✓         ·         ·         ·         ·         LEAK
    team-0/*   ✓         ·         ·         ·         ·         ·
    team-1/*   ·         ✓         ·         ·         ·         ·
    team-2/*   ·         ·         ✓         ·         ·         ·
    team-3/*   ·         ·         ·         ✓         ·         ·
    team-4/*   ·         ·         ·         ·         ✓         ✓

    ✓ allowed   · blocked   LEAK got through, should be blocked
    NAMESPACE/*: all of it that has no name here; everything there is as expected in
    every stage"
  `);
});

test('a folded cell says where some flows are allowed and some are blocked', () => {
  const report = reportWith(30, []);
  const stages = report.stages.map((stage) => ({
    ...stage,
    results: stage.results.map((result) =>
      result.flow.from === 'service-0' && result.flow.to === 'service-12'
        ? resultOf({ flow: 'service-0 → service-12:8080', expect: 'allowed' })
        : result,
    ),
  }));
  const lines = linesOf({ ...report, stages }, 80);
  expect(lines).toContain('team-0/*  ✓         ·         ✓·        ·         ·');
  expect(lines).toContain('✓ allowed   · blocked   ✓· some allowed, some blocked');
});

test('nothing folds where there is room, or where nobody knows the namespaces', () => {
  const report = reportWith(30, []);
  expect(linesOf(report, 200).join('\n')).not.toContain('/*');
  expect(linesOf({ ...report, endpoints: undefined }, 80).join('\n')).not.toContain('/*');
  expect(linesOf(report, 80).join('\n')).toContain('team-4/*');
});

test('what is alone in its namespace keeps its name', () => {
  // The thirty-first is the only one of team-5.
  const lines = linesOf(reportWith(31, []), 80);
  expect(lines.filter((line) => /^(team|service)/.test(line)).map((line) => line.split(' ')[0])).toEqual([
    'team-0/*',
    'team-1/*',
    'team-2/*',
    'team-3/*',
    'team-4/*',
    'service-30',
  ]);
  expect(lines[0]).toMatch(/^ +team-0\/\* .* service-30:8080$/);
});

test('where everything differs, blocks stand below each other', () => {
  const names = Array.from({ length: 30 }, (_, index) => index);
  const leaks = names.map((index) => `service-${index} → service-${(index + 6) % 30}:8080`);
  const lines = linesOf(reportWith(30, leaks), 80);
  expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([]);
  expect(lines.filter((line) => line.includes('LEAK') && line.startsWith('service-'))).toHaveLength(30);
});

test('no line of any matrix is wider than the screen, whatever folds', () => {
  const name = fc.tuple(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), fc.nat({ max: 54 }));
  const endpoint = fc.record({
    name: name.map(([start, more]) => `${start}${'x'.repeat(more)}`),
    namespace: fc.nat({ max: 6 }),
  });
  const endpoints = fc.uniqueArray(endpoint, { minLength: 2, maxLength: 34, selector: (one) => one.name });
  const outcome = fc.constantFrom(...Array<'as-expected'>(12).fill('as-expected'), 'mismatch', 'flaky', 'inconclusive');
  const outcomes = fc.infiniteStream(outcome);
  fc.assert(
    fc.property(endpoints, outcomes, fc.constantFrom(40, 80, 120, 200), (all, stream, width) => {
      const pairs = all.flatMap((from) =>
        all.filter((to) => to !== from).map((to) => `${from.name} → ${to.name}:8080`),
      );
      const results = pairs.map((flow) => resultOf({ flow, outcome: stream.next().value, verdict: 'blocked' }));
      const places = all.map((one) => ({ ...one, namespace: `team-${one.namespace}` }));
      const lines = linesOf(reportOf({ endpoints: places, stages: [stageOf({ results })] }), width);
      expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('names lose their middle where cells had no room beside them', () => {
  const report = reportWith(
    30,
    ['service-0 → service-29:8080'],
    'a-name-that-is-too-long-for-anybody-who-has-to-read-it',
  );
  const lines = linesOf({ ...report, endpoints: undefined }, 80);
  expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([]);
  expect(lines).toContainEqual(expect.stringMatching(/^a-name-that-is-too-l…ho-has-to-read-it-1 {2}/));
});

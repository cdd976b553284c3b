import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMarkdown } from '../../../src/reporters/markdown/report.ts';
import { joinSections, plainSection, type Section } from '../../../src/reporters/markdown/step-summary.ts';
import { reportOf, resultOf, stageOf } from '../../helpers/report.ts';
import { anyText } from '../../helpers/arbitrary-text.ts';

const bytes = (text: string): number => Buffer.byteLength(text);
const row = 'r'.repeat(99);
const table: Section = { label: 'stage a|b', head: '| head |', rows: Array<string>(100).fill(row), tail: '\n\nlegend' };
const text = (size: number): string => 'x'.repeat(size);

test('what fits is whole', () => {
  const sections = [plainSection('one', 'first'), table, plainSection('two', 'last')];
  const whole = joinSections(sections);
  expect(whole).toBe(`first\n\n| head |\n${`${row}\n`.repeat(99)}${row}\n\nlegend\n\nlast\n`);
  expect(joinSections(sections, bytes(whole))).toBe(whole);
  expect(joinSections(sections, bytes(whole) - 1)).not.toBe(whole);
});

test('whole rows are left out from the end, the table is closed, and the last line says what is missing', () => {
  const cut = joinSections([plainSection('one', 'first'), table, plainSection('two', 'last')], 4096 + 1030);
  const lines = cut.trimEnd().split('\n');
  expect(lines.filter((line) => line === row)).toHaveLength(10);
  expect(lines.slice(-3)).toEqual([
    'legend',
    '',
    '**Cut to the 1 MiB that GitHub takes.** Left out: 90 of 100 rows of stage a&#124;b; two. The JSON report has everything.',
  ]);
});

test('what has no rows is left out as a whole, and of many sections the first are named', () => {
  const sections = Array.from({ length: 20 }, (_, index) => plainSection(`part ${index}`, text(1000)));
  const cut = joinSections(sections, 4096 + 3100);
  expect(cut.split('\n').filter((line) => line === text(1000))).toHaveLength(3);
  expect(cut).toContain('Left out: part 3; part 4; part 5; part 6; part 7; 12 more sections.');
});

const section = fc.record({
  label: anyText({ maxLength: 200 }),
  head: anyText({ maxLength: 2000 }),
  rows: fc.array(anyText({ maxLength: 300 })),
  tail: fc.string({ maxLength: 100 }),
});

test('whatever it is, it is never longer than the limit', () => {
  fc.assert(
    fc.property(fc.array(section), fc.integer({ min: 4200, max: 12_000 }), (sections, limit) => {
      expect(bytes(joinSections(sections, limit))).toBeLessThanOrEqual(limit);
    }),
  );
});

test('a report of a thousand leaks is cut to what GitHub takes', () => {
  const results = Array.from({ length: 1500 }, (_, index) =>
    resultOf({
      flow: `sender-${index % 40} → receiver-${index}:80`,
      expect: 'blocked',
      outcome: 'mismatch',
      verdict: 'allowed',
    }),
  );
  const report = renderMarkdown(reportOf({ stages: [stageOf({ results })] }));
  expect(bytes(report)).toBeLessThanOrEqual(1024 * 1024);
  expect(bytes(report)).toBeGreaterThan(1024 * 1024 - 10_000);
  expect(report.match(/^<details>/gm)?.length).toBeGreaterThan(100);
  expect(report.match(/^<\/details>$/gm)).toHaveLength(report.match(/^<details>/gm)?.length ?? 0);
  expect(report).toMatch(/Left out: sender-.* in stage default-deny \(Mismatches\); .*; \d+ more sections\./);
});

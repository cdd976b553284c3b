import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkSameScenario, readReport } from '../../src/verdict/read-report.ts';
import { UsageError } from '../../src/model/errors.ts';
import { summarize } from '../../src/verdict/summary.ts';
import { renderJson } from '../../src/reporters/json/report.ts';
import { renderJunit } from '../../src/reporters/junit/report.ts';
import { renderMarkdown } from '../../src/reporters/markdown/report.ts';
import { renderTerminal } from '../../src/reporters/terminal/report.ts';
import { anyReport } from '../helpers/arbitrary-report.ts';
import { reportOf, resultOf, stageOf } from '../helpers/report.ts';
import { badReport, failedReport } from '../helpers/sample-report.ts';

test('what was written is read again, whatever it was', () => {
  const reports = fc.oneof(anyReport(fc.string({ unit: 'binary' })), fc.constantFrom(badReport, failedReport));
  fc.assert(
    fc.property(reports, (report) => {
      expect(readReport(renderJson(report), 'a.json')).toEqual(JSON.parse(JSON.stringify(report)));
    }),
  );
});

test('fields that later versions add do no harm', () => {
  const report = reportOf({ stages: [stageOf({ results: [resultOf({ flow: 'a → b:80' })] })] });
  const text = renderJson(report).replaceAll('"name":', '"colour": "red", "name":');
  expect(text).toContain('colour');
  expect(readReport(text, 'a.json')).toEqual(JSON.parse(JSON.stringify(report)));
});

test('a cause that a later version names is read, and told like any other', () => {
  const text = renderJson(badReport).replaceAll('"code": "not-enforced"', '"code": "eaten-by-a-mesh"');
  const report = readReport(text, 'a.json');
  const causes = report.stages.flatMap(({ results }) => results.flatMap(({ cause }) => cause?.code ?? []));
  expect(causes).toEqual(['egress-port-not-allowed', 'eaten-by-a-mesh']);
  const screen = { width: 100, color: false };
  for (const told of [
    renderTerminal(report, screen),
    renderMarkdown(report),
    renderJunit(report),
    renderJson(report),
  ]) {
    expect(told).toContain('eaten-by-a-mesh');
  }
});

test.for([
  ['first.json', 'had no notes, no policies and no causes'],
  ['before-cause-codes.json', 'had causes without a code, and no endpoints'],
] as const)('%s, of a version that %s, still opens', async ([name]) => {
  const file = `${import.meta.dirname}/earlier-reports/${name}`;
  const written = await readFile(file, 'utf8');
  const report = readReport(written, file);
  const { summary, ...rest } = JSON.parse(written);
  expect(JSON.parse(renderJson(report))).toMatchObject(rest);
  expect(summarize(report)).toEqual(summary);
  expect(summary.counts.mismatch).toBe(1);
});

const good = renderJson(badReport);
test.for([
  ['', 'a.json is not JSON: ', 'nothing'],
  ['name: x', 'a.json is not JSON: ', 'YAML'],
  [good.slice(0, -20), 'a.json is not JSON: ', 'half a report'],
  ['[]', 'a.json is not a JSON report of flowproof verify', 'another JSON'],
  [
    '{"schemaVersion": 1, "stages": []}',
    'a.json is not a JSON report of flowproof verify',
    'a JSON of another command',
  ],
  [
    good.replace('"schemaVersion": 1', '"schemaVersion": 2'),
    'a.json is a report of another version of flowproof: it has version 2, this flowproof reads version 1',
    'another version',
  ],
  [
    good.replace('"verdict": "allowed"', '"verdict": "maybe"'),
    'a.json is not a complete report: stages.1.results.2.verdict: Invalid option',
    'a verdict that there is not',
  ],
] as const)('%.20s… is refused with "%s": %s', ([text, message]) => {
  expect(() => readReport(text, 'a.json')).toThrow(UsageError);
  expect(() => readReport(text, 'a.json')).toThrow(message);
});

test('a report of another scenario is refused', () => {
  expect(() => checkSameScenario(badReport, 'a.json', 'shop')).toThrow(
    'a.json is a report of scenario "task-api", not of "shop"',
  );
  expect(() => checkSameScenario(badReport, 'a.json', 'task-api')).not.toThrow();
});

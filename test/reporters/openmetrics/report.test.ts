import * as fc from 'fast-check';
import parse from 'parse-prometheus-text-format';
import { expect, test } from 'vitest';
import { endOf, lastPassIn, renderOpenMetrics } from '../../../src/reporters/openmetrics/report.ts';
import { printableText } from '../../../src/reporters/printable.ts';
import { summarize } from '../../../src/verdict/summary.ts';
import { anyReport } from '../../helpers/arbitrary-report.ts';
import { anyText } from '../../helpers/arbitrary-text.ts';
import { badReport, failedReport } from '../../helpers/sample-report.ts';

test('a run is flows by outcome, mismatches by kind, and times', () => {
  expect(renderOpenMetrics(badReport, 1_767_500_000)).toMatchInlineSnapshot(`
    "# HELP flowproof_flows Flows of a stage by outcome.
    # TYPE flowproof_flows gauge
    flowproof_flows{scenario="task-api",stage="default-deny",outcome="as-expected"} 1
    flowproof_flows{scenario="task-api",stage="default-deny",outcome="flaky"} 0
    flowproof_flows{scenario="task-api",stage="default-deny",outcome="mismatch"} 0
    flowproof_flows{scenario="task-api",stage="default-deny",outcome="inconclusive"} 0
    flowproof_flows{scenario="task-api",stage="dns",outcome="as-expected"} 2
    flowproof_flows{scenario="task-api",stage="dns",outcome="flaky"} 1
    flowproof_flows{scenario="task-api",stage="dns",outcome="mismatch"} 2
    flowproof_flows{scenario="task-api",stage="dns",outcome="inconclusive"} 1
    # HELP flowproof_mismatches Flows of a stage that did something else than they should, by kind.
    # TYPE flowproof_mismatches gauge
    flowproof_mismatches{scenario="task-api",stage="default-deny",kind="leak"} 0
    flowproof_mismatches{scenario="task-api",stage="default-deny",kind="cut"} 0
    flowproof_mismatches{scenario="task-api",stage="default-deny",kind="rejected"} 0
    flowproof_mismatches{scenario="task-api",stage="dns",kind="leak"} 1
    flowproof_mismatches{scenario="task-api",stage="dns",kind="cut"} 1
    flowproof_mismatches{scenario="task-api",stage="dns",kind="rejected"} 0
    # HELP flowproof_enforcement_seconds Time until the policies of a stage were in force.
    # TYPE flowproof_enforcement_seconds gauge
    flowproof_enforcement_seconds{scenario="task-api",stage="default-deny"} 0.09
    flowproof_enforcement_seconds{scenario="task-api",stage="dns"} 0.09
    # HELP flowproof_run_seconds Time that the run took.
    # TYPE flowproof_run_seconds gauge
    flowproof_run_seconds{scenario="task-api"} 102.4
    # HELP flowproof_run_timestamp_seconds When the run ended, in Unix time.
    # TYPE flowproof_run_timestamp_seconds gauge
    flowproof_run_timestamp_seconds{scenario="task-api"} 1767607302.4
    # HELP flowproof_run_failed Whether the run ended early: 1 if so.
    # TYPE flowproof_run_failed gauge
    flowproof_run_failed{scenario="task-api"} 0
    # HELP flowproof_last_pass_timestamp_seconds When a run last passed, in Unix time; 0 where none did.
    # TYPE flowproof_last_pass_timestamp_seconds gauge
    flowproof_last_pass_timestamp_seconds{scenario="task-api"} 1767500000
    # HELP flowproof_run_info What enforced the policies.
    # TYPE flowproof_run_info gauge
    flowproof_run_info{scenario="task-api",environment="kind cluster flowproof, Kubernetes v1.34.4, Calico v3.31.0"} 1
    # EOF
    "
  `);
});

test('a run that could not be set up says so, and keeps when one last passed', () => {
  expect(renderOpenMetrics(failedReport, 0)).toMatchInlineSnapshot(`
    "# HELP flowproof_flows Flows of a stage by outcome.
    # TYPE flowproof_flows gauge
    # HELP flowproof_mismatches Flows of a stage that did something else than they should, by kind.
    # TYPE flowproof_mismatches gauge
    # HELP flowproof_enforcement_seconds Time until the policies of a stage were in force.
    # TYPE flowproof_enforcement_seconds gauge
    # HELP flowproof_run_seconds Time that the run took.
    # TYPE flowproof_run_seconds gauge
    flowproof_run_seconds{scenario="task-api"} 102.4
    # HELP flowproof_run_timestamp_seconds When the run ended, in Unix time.
    # TYPE flowproof_run_timestamp_seconds gauge
    flowproof_run_timestamp_seconds{scenario="task-api"} 1767607302.4
    # HELP flowproof_run_failed Whether the run ended early: 1 if so.
    # TYPE flowproof_run_failed gauge
    flowproof_run_failed{scenario="task-api"} 1
    # HELP flowproof_last_pass_timestamp_seconds When a run last passed, in Unix time; 0 where none did.
    # TYPE flowproof_last_pass_timestamp_seconds gauge
    flowproof_last_pass_timestamp_seconds{scenario="task-api"} 0
    # HELP flowproof_run_info What enforced the policies.
    # TYPE flowproof_run_info gauge
    flowproof_run_info{scenario="task-api",environment="not set up"} 1
    # EOF
    "
  `);
});

/** Names that would break out of where they are written. */
const hostile = fc.oneof(
  anyText(),
  fc.string({ unit: fc.constantFrom('\\', '"', '\n', 'n', '{', '}', ',', '=', '#', ' ') }),
);
const reports = fc
  .tuple(anyReport(hostile), hostile, fc.uniqueArray(hostile, { minLength: 3, maxLength: 3, selector: printableText }))
  .map(([report, scenario, names]) => ({
    ...report,
    scenario,
    stages: report.stages.map((stage, index) => ({ ...stage, name: names[index] ?? '' })),
  }));

test('a parser reads what was written, whatever the names are', () => {
  fc.assert(
    fc.property(reports, fc.nat(), (report, lastPass) => {
      const families = new Map(parse(renderOpenMetrics(report, lastPass)).map((family) => [family.name, family]));
      const metricsOf = (name: string) => families.get(name)?.metrics ?? [];
      for (const { type, help, metrics } of families.values()) {
        expect([type, help]).toEqual(['GAUGE', expect.stringMatching(/\.$/)]);
        for (const { labels } of metrics) expect(labels?.['scenario']).toBe(printableText(report.scenario));
      }
      const counts = { 'as-expected': 0, flaky: 0, mismatch: 0, inconclusive: 0 };
      for (const { labels, value } of metricsOf('flowproof_flows')) {
        counts[labels?.['outcome'] as keyof typeof counts] += Number(value);
      }
      expect(counts).toEqual(summarize(report).counts);
      const kinds = metricsOf('flowproof_mismatches');
      expect(kinds.reduce((sum, { value }) => sum + Number(value), 0)).toBe(counts.mismatch);
      expect([...new Set(kinds.map(({ labels }) => labels?.['stage']))]).toEqual(
        report.stages.map(({ name }) => printableText(name)),
      );
      expect(metricsOf('flowproof_run_info')[0]?.labels?.['environment']).toBe(printableText(report.environment));
    }),
  );
});

test('it is OpenMetrics as well: every series once, no empty line, and EOF at the end', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const lines = renderOpenMetrics(report, 0).split('\n');
      expect(lines.slice(-2)).toEqual(['# EOF', '']);
      const series = lines.slice(0, -1).map((line) => line.slice(0, line.lastIndexOf(' ')));
      expect(new Set(series).size).toBe(series.length);
      expect(lines.slice(0, -1)).not.toContain('');
    }),
  );
});

test('when a run last passed is found in the metrics of an earlier one, whatever the scenario is called', () => {
  fc.assert(
    fc.property(reports, fc.nat(), (report, lastPass) => {
      const metrics = renderOpenMetrics(report, lastPass);
      expect(lastPassIn(metrics, report.scenario)).toBe(lastPass);
      expect(lastPassIn(metrics, `${report.scenario}2`)).toBe(0);
    }),
  );
});

test.for([
  ['', 'nothing'],
  ['flowproof_last_pass_timestamp_seconds{scenario="shop"}', 'half a line'],
  ['flowproof_last_pass_timestamp_seconds{scenario="shop"} soon\n', 'no number'],
  ['\u0000\uFFFD', 'something else'],
] as const)('a file with %j says of no run that it passed: %s', ([text]) => {
  expect(lastPassIn(text, 'shop')).toBe(0);
});

test('a run ends when its time is over', () => {
  expect(endOf({ ...badReport, startedAt: '1970-01-01T00:01:00.000Z', durationMs: 1500 })).toBe(61.5);
});

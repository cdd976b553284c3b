import { expectationLabel, flowLabel } from '../../model/label.ts';
import type { FlowResult, Leftovers, Report, StageReport } from '../../model/report.ts';
import { printable } from '../printable.ts';
import { causeKey } from '../by-cause.ts';
import { factsOf } from '../finding.ts';
import { leftoversVerdict } from '../headline.ts';
import { escapeXml } from '../xml.ts';

/**
 * Renders a report as JUnit XML: a suite per stage, a case per flow. A mismatch is a failure and what is inconclusive
 * an error; a run that ended early has a case for that, so that the file is never green then. What could not be removed
 * is output of the last suite: it fails nothing.
 */
export function renderJunit(raw: Report): string {
  const report = printable(raw);
  const edits = firstOfEdits(report);
  const suites = [...report.stages.map((stage) => suiteOf(stage, report.scenario, edits)), ...setUpSuites(report)];
  const leftovers = report.leftovers ? [systemOut(report.leftovers)] : [];
  const tests = suites.flatMap(({ cases }) => cases);
  const attributes = { name: report.scenario, ...countsOf(tests), time: seconds(report.durationMs) };
  const body = suites.map(({ name, cases, ms }, index) =>
    element(
      'testsuite',
      { name, ...countsOf(cases), skipped: '0', time: seconds(ms), timestamp: report.startedAt },
      // The format has no place for what is about the whole run.
      [...cases.map(renderCase), ...(index === suites.length - 1 ? leftovers : [])],
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, body)}\n`;
}

function systemOut({ message, hint }: Leftovers): string {
  const text = ['Not everything is removed.', message, hint, leftoversVerdict].join('\n');
  return `<system-out>${escapeXml(text)}</system-out>`;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly ms: number;
}

interface Case {
  readonly className: string;
  readonly name: string;
  readonly ms: number;
  readonly problem?: {
    readonly tag: 'failure' | 'error' | 'system-out';
    readonly type: string;
    readonly message: string;
    readonly text: string;
  };
}

function suiteOf({ name, results, probingMs }: StageReport, scenario: string, edits: FirstOfEdits): Suite {
  const cases = results.map((result): Case => {
    const { flow, attempts } = result;
    const ms = attempts.reduce((sum, { totalSeconds = 0 }) => sum + totalSeconds * 1000, 0);
    const common = { className: `${scenario}.${name}`, name: expectationLabel(flow), ms };
    const tag = tags[result.outcome];
    if (tag === undefined) return common;
    return {
      ...common,
      problem: { tag, type: result.verdict, message: result.explanation, text: textOf(result, edits) },
    };
  });
  return { name, cases, ms: probingMs };
}

const tags = { 'as-expected': undefined, flaky: 'system-out', mismatch: 'failure', inconclusive: 'error' } as const;

/** The case that tells an edit in full, for those that it mends as well: its result and its name. */
type FirstOfEdits = ReadonlyMap<string, { readonly result: FlowResult; readonly name: string }>;

function firstOfEdits({ stages }: Report): FirstOfEdits {
  const all = stages.flatMap(({ name: stage, results }) =>
    results
      .filter(({ cause }) => cause?.edit)
      .map((result) => ({ result, name: `${flowLabel(result.flow)} in stage ${stage}` })),
  );
  return new Map(all.toReversed().map((one) => [causeKey(one.result), one]));
}

function textOf(result: FlowResult, edits: FirstOfEdits): string {
  const facts = factsOf(result).map(([label, lines]) => `${label}: ${lines.join('\n  ')}`);
  const { edit } = result.cause ?? {};
  const first = edits.get(causeKey(result));
  return [
    ...facts,
    ...(edit === undefined ? [] : [first?.result === result ? edit.diff : `the same edit as for ${first?.name}`]),
    ...(result.reproduce === '' ? [] : [`by hand: ${result.reproduce}`]),
  ].join('\n');
}

function setUpSuites({ scenario, stages, failure, durationMs }: Report): Suite[] {
  if (!failure && stages.some(({ results }) => results.length > 0)) return [];
  const { kind, message, hint } = failure ?? { kind: 'NothingProbed', message: 'there were no flows', hint: '' };
  const text = [message, hint, 'Nothing after this was probed.'].filter((line) => line !== '').join('\n');
  const problem = { tag: 'error', type: kind, message, text } as const;
  return [
    {
      name: 'set-up',
      ms: durationMs,
      cases: [{ className: `${scenario}.set-up`, name: 'the run reaches its end', ms: durationMs, problem }],
    },
  ];
}

function countsOf(cases: readonly Case[]): Record<'tests' | 'failures' | 'errors', string> {
  const tagged = (tag: string): string => String(cases.filter(({ problem }) => problem?.tag === tag).length);
  return { tests: String(cases.length), failures: tagged('failure'), errors: tagged('error') };
}

function renderCase({ className, name, ms, problem }: Case): string {
  const attributes = { classname: className, name, time: seconds(ms) };
  if (!problem) return element('testcase', attributes, []);
  const { tag, type, message, text } = problem;
  const details = tag === 'system-out' ? {} : { message, type };
  return element('testcase', attributes, [`<${tag}${attributesOf(details)}>${escapeXml(text)}</${tag}>`]);
}

function element(name: string, attributes: Readonly<Record<string, string>>, children: readonly string[]): string {
  const open = `<${name}${attributesOf(attributes)}`;
  if (children.length === 0) return `${open}/>`;
  return [`${open}>`, ...children, `</${name}>`].join('\n');
}

function attributesOf(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`)
    .join('');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

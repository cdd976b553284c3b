import type { Drift } from '../../verdict/drift/compare-reports.ts';
import type { Report, StageReport } from '../../model/report.ts';
import { countOutcomes, summarizeSince, type RunOutcome } from '../../verdict/summary.ts';
import { printable } from '../printable.ts';
import { driftSections } from './drift.ts';
import { driftHeadline, runLine } from '../drift-words.ts';
import { durationLabel } from '../duration.ts';
import { byHandHint, findingsOf } from '../finding.ts';
import { differs } from '../flow-table.ts';
import { gridOf } from '../grid.ts';
import { countsInWords, headlineOf } from '../headline.ts';
import { findingSections } from './findings.ts';
import { matrixTable } from './matrix.ts';
import { escapeMarkdown, fold } from './text.ts';
import { emoji, renderEnding } from './verdict.ts';
import { joinSections, plainSection, type Section } from './step-summary.ts';

/**
 * Renders a report as GitHub-flavoured Markdown, for the step summary of a GitHub workflow. With what changed since an
 * earlier run, that comes first, and its verdict is the verdict.
 */
export function renderMarkdown(raw: Report, rawDrift?: Drift): string {
  const report = printable(raw);
  const drift = rawDrift && printable(rawDrift);
  const hint = byHandHint(report);
  const header = [
    ...(drift ? driftHeader(drift, report) : reportHeader(report)),
    escapeMarkdown(
      `${report.environment}; connect timeout ${durationLabel(report.connectTimeoutMs)}; took ${durationLabel(report.durationMs)}`,
    ),
    ...report.notes.map(escapeMarkdown),
    ...renderEnding(report),
  ];
  return joinSections([
    plainSection('the header', header.join('\n\n')),
    ...(drift ? driftSections(drift) : []),
    ...report.stages.map((stage) => stageSection(stage, report)),
    ...findingSections('Mismatches', findingsOf(report.stages, 'mismatch')),
    ...findingSections('Inconclusive', findingsOf(report.stages, 'inconclusive')),
    ...findingSections('Flaky', findingsOf(report.stages, 'flaky')),
    ...(hint === undefined ? [] : [plainSection('how to repeat a probe', escapeMarkdown(hint))]),
  ]);
}

function reportHeader(report: Report): string[] {
  const { outcome, text } = headlineOf(report);
  return [heading(report, outcome), `**${escapeMarkdown(text)}**`];
}

function driftHeader(drift: Drift, report: Report): string[] {
  const outcome = summarizeSince(drift);
  return [
    heading(report, outcome),
    `**${escapeMarkdown(driftHeadline(drift))}**, compared with ${escapeMarkdown(runLine(drift.older))}`,
    `The whole run: ${escapeMarkdown(headlineOf(report).text)}`,
  ];
}

function heading({ scenario }: Report, outcome: RunOutcome): string {
  return `## ${emoji[outcome]} flowproof ${escapeMarkdown(scenario)}: ${outcome.toUpperCase()}`;
}

function stageSection(stage: StageReport, report: Report): Section {
  const { name, results, description, enforcementMs } = stage;
  const label = `stage ${name}`;
  const counts = countsInWords(countOutcomes(results)).join(', ') || 'no flows';
  const inForce = enforcementMs === undefined ? '' : `Policies in force after ${durationLabel(enforcementMs)}.`;
  const text = [description ?? '', inForce]
    .filter((line) => line !== '')
    .map(escapeMarkdown)
    .join(' ');
  const isOpen = results.length === 0 || results.some(differs);
  const { head: title, tail } = isOpen
    ? { head: `### Stage ${escapeMarkdown(name)}: ${counts}`, tail: '' }
    : fold(`✅ Stage **${escapeMarkdown(name)}**: ${counts}`);
  const grid = gridOf(stage, report);
  const table = grid.targets.length === 0 ? undefined : matrixTable(grid);
  const above = [title, text].filter((block) => block !== '');
  return {
    label,
    head: [...above, ...(table ? [table.head] : [])].join('\n\n'),
    rows: table?.rows ?? [],
    tail: `${table ? `\n\n${table.legend}` : ''}${tail}`,
  };
}

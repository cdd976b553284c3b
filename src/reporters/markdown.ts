import type { Report, StageReport } from '../core/model.ts';
import { countOutcomes, type RunOutcome } from '../core/summary.ts';
import { clean } from './clean.ts';
import { durationLabel } from './duration.ts';
import { findingsOf, type Finding } from './finding.ts';
import { differs } from './flow-table.ts';
import { gridOf, marksIn } from './grid.ts';
import { countsInWords, headlineOf } from './headline.ts';
import { markOf, marks } from './mark.ts';

/** Renders a report as GitHub-flavoured Markdown, for the step summary of a GitHub workflow. */
export function renderMarkdown(raw: Report): string {
  const report = clean(raw);
  const { outcome, text } = headlineOf(report);
  const blocks = [
    `## ${emoji[outcome]} flowproof ${escapeMarkdown(report.scenario)}: ${outcome.toUpperCase()}`,
    `**${escapeMarkdown(text)}**`,
    escapeMarkdown(
      `${report.environment}; connect timeout ${durationLabel(report.connectTimeoutMs)}; took ${durationLabel(report.durationMs)}`,
    ),
    ...report.notes.map(escapeMarkdown),
    ...(report.failure ? [renderFailure(report.failure)] : []),
    ...report.stages.map((stage) => renderStage(stage, report)),
    ...renderFindings('Mismatches', findingsOf(report.stages, 'mismatch')),
    ...renderFindings('Inconclusive', findingsOf(report.stages, 'inconclusive')),
    ...renderFindings('Flaky', findingsOf(report.stages, 'flaky')),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const emoji: Record<RunOutcome, string> = { pass: '✅', fail: '❌', inconclusive: '❓' };

function renderFailure({ kind, message, hint }: NonNullable<Report['failure']>): string {
  const lines = [
    `**The run ended early (${escapeMarkdown(kind)}); nothing after this was probed.**`,
    fenced(message),
    escapeMarkdown(hint),
  ];
  return lines.join('\n\n');
}

function renderStage(stage: StageReport, report: Report): string {
  const { name, results, description, enforcementMs } = stage;
  const counts = countsInWords(countOutcomes(results)).join(', ') || 'no flows';
  const inForce = enforcementMs === undefined ? '' : `Policies in force after ${durationLabel(enforcementMs)}.`;
  const text = [description ?? '', inForce]
    .filter((line) => line !== '')
    .map(escapeMarkdown)
    .join(' ');
  const body = [text, renderTable(stage, report)].filter((block) => block !== '').join('\n\n');
  if (results.length === 0 || results.some(differs)) return `### Stage ${escapeMarkdown(name)}: ${counts}\n\n${body}`;
  const title = `<summary>✅ Stage <b>${escapeMarkdown(name)}</b>: ${counts}</summary>`;
  return `<details>${title}\n\n${body}\n\n</details>`;
}

function renderTable(stage: StageReport, report: Report): string {
  const grid = gridOf(stage, report);
  const { sources, targets, markAt } = grid;
  if (targets.length === 0) return '';
  const rows = sources.map((source) => [
    `**${escapeMarkdown(source)}**`,
    ...targets.map((target) => {
      const mark = markAt(source, target);
      return mark === undefined ? '' : marks[mark].emoji;
    }),
  ]);
  const head = ['from ↓ to →', ...targets.map(escapeMarkdown)];
  const table = [head, ['---', ...targets.map(() => ':-:')], ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const legend = marksIn(grid).map((mark) => `${marks[mark].emoji} ${marks[mark].meaning}`);
  return [...table, '', legend.join(', ')].join('\n');
}

function renderFindings(title: string, findings: readonly Finding[]): string[] {
  return findings.length === 0 ? [] : [`### ${title}`, ...findings.map(renderFinding)];
}

function renderFinding({ title, stage, result, facts }: Finding): string {
  const heading = `#### ${marks[markOf(result)].emoji} ${escapeMarkdown(title)} in stage ${escapeMarkdown(stage)}`;
  const list = facts.map(([label, lines]) => renderFact(label, lines)).join('\n');
  const { edit } = result.cause ?? {};
  const diff = edit === undefined ? [] : [fenced(edit.diff, 'diff')];
  return [heading, list, ...diff, ...(result.reproduce === '' ? [] : [fenced(result.reproduce, 'sh')])].join('\n\n');
}

function renderFact(label: string, lines: readonly string[]): string {
  const [only, ...more] = lines.map(escapeMarkdown);
  if (more.length === 0) return `- ${label}: ${only}`;
  return [`- ${label}:`, ...[only, ...more].map((line) => `  - ${line}`)].join('\n');
}

/** A code block whose fence is longer than any run of backticks in it. */
function fenced(text: string, language = ''): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** One line of text that means itself: entities are never read as Markdown or HTML (CommonMark, 2.5). */
function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[&<>|`*_~[\]\\#@]/g, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

import type { Change, Drift, FlowPair } from '../../verdict/drift/compare-reports.ts';
import type { RunOutcome } from '../../verdict/summary.ts';
import { printable } from '../printable.ts';
import { findingSections } from './findings.ts';
import { escapeMarkdown, tableRow } from './text.ts';
import { emoji, renderEnding } from './verdict.ts';
import { joinSections, plainSection, type Section } from './step-summary.ts';
import {
  changeText,
  differences,
  driftHeadline,
  findingsOfDrift,
  kindWords,
  pairLabel,
  runLine,
} from '../drift-words.ts';

/** Renders what changed between two runs as GitHub-flavoured Markdown, for the step summary of a GitHub workflow. */
export function renderDriftMarkdown(raw: Drift, outcome: RunOutcome): string {
  const drift = printable(raw);
  const { older, newer } = drift;
  const header = [
    `## ${emoji[outcome]} flowproof ${escapeMarkdown(newer.scenario)}, what changed: ${outcome.toUpperCase()}`,
    `**${escapeMarkdown(driftHeadline(drift))}**`,
    `Before: ${escapeMarkdown(runLine(older))}. Now: ${escapeMarkdown(runLine(newer))}.`,
    ...renderEnding(newer),
  ];
  return joinSections([
    plainSection('the header', header.join('\n\n')),
    ...driftSections(drift),
    ...findingSections('Changes that the scenario does not expect', findingsOfDrift(drift, 'unexpected')),
    ...findingSections('Unknown now', findingsOfDrift(drift, 'unknown')),
  ]);
}

/** The changes as tables, those first that the scenario does not expect. */
export function driftSections(drift: Drift): Section[] {
  const { changes, stillMismatched, stillUnknown } = drift;
  const ordered = (['unexpected', 'unknown', 'expected'] as const).flatMap((wanted) =>
    changes.filter(({ expected }) => expected === wanted),
  );
  const list = differences(drift).map(([label, lines]) => `- ${label}: ${escapeMarkdown(lines.join(', '))}`);
  return [
    ...table('Changes', ['', 'change', 'flow', 'stage', 'before and now'], ordered.map(changeRow)),
    ...(list.length === 0 ? [] : [{ label: differing, head: `### ${differing}\n`, rows: list, tail: '' }]),
    ...table('Known mismatches, still there', ['flow', 'stage', 'meaning'], stillMismatched.map(stillRow)),
    ...table('Still inconclusive', ['flow', 'stage', 'meaning'], stillUnknown.map(stillRow)),
  ];
}

const differing = 'Endpoints and policies';

const expectedEmoji: Record<Change['expected'], string> = { expected: '✅', unexpected: '❌', unknown: '❓' };

function changeRow(change: Change): string[] {
  const { kind, expected, stage } = change;
  return [expectedEmoji[expected], kindWords[kind], pairLabel(change), stage, changeText(change)];
}

function stillRow(pair: FlowPair): string[] {
  return [pairLabel(pair), pair.stage, pair.after?.explanation ?? ''];
}

function table(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): Section[] {
  if (rows.length === 0) return [];
  const head = [columns, columns.map(() => '---')].map(tableRow).join('\n');
  return [
    {
      label: title,
      head: `### ${title}\n\n${head}`,
      rows: rows.map((cells) => tableRow(cells.map(escapeMarkdown))),
      tail: '',
    },
  ];
}

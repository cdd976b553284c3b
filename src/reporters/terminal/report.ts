import type { Report, StageReport } from '../../model/report.ts';
import { countOutcomes, type RunOutcome } from '../../verdict/summary.ts';
import { printable } from '../printable.ts';
import { durationLabel } from '../duration.ts';
import { byHandHint, findingsOf } from '../finding.ts';
import { differs, renderFlowTable } from '../flow-table.ts';
import { gridOf } from '../grid.ts';
import { count, countsInWords, headlineOf, leftoversVerdict } from '../headline.ts';
import { attemptsOfResult, renderAttempts } from './attempts.ts';
import type { Detail } from './detail.ts';
import { renderMatrix } from './matrix.ts';
import { styled, type Screen, type Style } from './screen.ts';
import { sectionTitle } from './section.ts';
import { renderFindings } from './findings.ts';
import { timeLabel } from '../time.ts';
import { wrap } from './wrap.ts';

/**
 * Renders a report for a person at a terminal: a matrix per stage, then what differs in full, and the verdict last,
 * where it stays on the screen. Quietly, it is mismatches and the verdict, and what ended the run early if something did.
 */
export function renderTerminal(raw: Report, screen: Screen, detail: Detail = 'normal'): string {
  const report = printable(raw);
  const verdict = headlineOf(report);
  const blocks = [
    ...(detail === 'quiet' ? findingBlocks('mismatch', report, screen) : renderRun(report, screen, detail)),
    ...renderEnding(report, screen),
    renderOutcome(verdict.outcome, verdict.text, screen),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function renderRun(report: Report, screen: Screen, detail: Detail): string[][] {
  const hint = byHandHint(report);
  return [
    renderHeader(report, screen),
    ...report.stages.flatMap((stage) =>
      detail === 'verbose' ? stageInFull(stage, report, screen) : [renderStage(stage, report, screen)],
    ),
    ...(['mismatch', 'inconclusive', 'flaky'] as const).flatMap((outcome) => findingBlocks(outcome, report, screen)),
    ...(hint === undefined ? [] : [wrap(hint, screen.width)]),
  ];
}

/** The stages with every attempt, to stand above what changed since an earlier run. */
export function renderStagesInFull(raw: Report, screen: Screen): string {
  const report = printable(raw);
  const blocks = report.stages.flatMap((stage) => stageInFull(stage, report, screen));
  return blocks.map((lines) => `${lines.join('\n')}\n\n`).join('');
}

function stageInFull(stage: StageReport, report: Report, screen: Screen): string[][] {
  return [renderStage(stage, report, screen), renderAttempts(stage.results.map(attemptsOfResult), screen)];
}

function findingBlocks(outcome: keyof typeof nouns, { stages }: Report, screen: Screen): string[][] {
  const [one, many] = nouns[outcome];
  return renderFindings(findingsOf(stages, outcome), { one, many, screen });
}

const nouns = {
  mismatch: ['mismatch', 'mismatches'],
  inconclusive: ['inconclusive flow', 'inconclusive flows'],
  flaky: ['flaky flow', 'flaky flows'],
} as const;

function renderHeader(
  { scenario, file, environment, notes, connectTimeoutMs, runId, startedAt, durationMs }: Report,
  screen: Screen,
): string[] {
  return [
    ...wrap(`flowproof ${scenario} (${file})`, screen.width).map((line) => styled(line, 'bold', screen)),
    ...[environment, ...notes].flatMap((line) => wrap(line, screen.width)),
    ...wrap(
      `connect timeout ${durationLabel(connectTimeoutMs)}, run ${runId} of ${timeLabel(startedAt)}, took ${durationLabel(durationMs)}`,
      screen.width,
    ),
  ];
}

function renderStage(stage: StageReport, report: Report, screen: Screen): string[] {
  const { name, description, results, enforcementMs, probingMs, probeCount } = stage;
  const counts = countOutcomes(results);
  const deviating = results.some(differs);
  const style = counts.mismatch > 0 ? 'red' : deviating ? 'yellow' : 'green';
  const timing = [
    ...(enforcementMs === undefined ? [] : [`policies in force after ${durationLabel(enforcementMs)}`]),
    `${count(probeCount, 'probe')} in ${durationLabel(probingMs)}`,
  ].join(', ');
  const listed = deviating ? results.filter((result) => differs(result) || result.flow.name !== undefined) : [];
  return [
    ...sectionTitle(`stage ${name}`, {
      right: countsInWords(counts).join(', ') || 'no flows',
      style,
      screen,
    }),
    ...(description === undefined ? [] : wrap(description, screen.width)),
    ...wrap(timing, screen.width),
    ...(results.length === 0 ? [] : ['', ...renderMatrix(gridOf(stage, report), screen)]),
    ...(listed.length === 0 ? [] : ['', ...renderFlowTable(listed, screen)]),
  ];
}

/** What ended a run early, and what it could not remove: a block each. */
export function renderEnding(
  { failure, leftovers }: Pick<Report, 'failure' | 'leftovers'>,
  screen: Screen,
): string[][] {
  const wrapped = (...texts: readonly string[]): string[] => texts.flatMap((text) => wrap(text, screen.width));
  const blocks: string[][] = [];
  if (failure) {
    const { kind, message, hint } = failure;
    blocks.push([
      ...sectionTitle('the run ended early', { right: kind, style: 'red', screen }),
      ...wrapped(message).map((line) => styled(line, 'red', screen)),
      ...wrapped(hint, 'Nothing after this was probed.'),
    ]);
  }
  if (leftovers) {
    blocks.push([
      ...sectionTitle('not everything is removed', { right: '', style: 'yellow', screen }),
      ...wrapped(leftovers.message, leftovers.hint, leftoversVerdict),
    ]);
  }
  return blocks;
}

const verdictStyles: Record<RunOutcome, Style> = { pass: 'green', fail: 'red', inconclusive: 'yellow' };

/** The verdict, in a word and a line. */
export function renderOutcome(outcome: RunOutcome, text: string, screen: Screen): string[] {
  const word = `${outcome.toUpperCase()}  `;
  const lines = wrap(text, screen.width - word.length);
  return lines.map((line, index) =>
    styled(`${index === 0 ? word : ' '.repeat(word.length)}${line}`, verdictStyles[outcome], screen),
  );
}

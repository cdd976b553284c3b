import type { Change, Drift, FlowPair } from '../../verdict/drift/compare-reports.ts';
import type { RunOutcome } from '../../verdict/summary.ts';
import { printable } from '../printable.ts';
import { count } from '../headline.ts';
import { markOf, marks } from '../mark.ts';
import type { Detail } from './detail.ts';
import { styled, type Screen } from './screen.ts';
import { sectionTitle } from './section.ts';
import { renderFindings } from './findings.ts';
import { renderEnding, renderOutcome } from './report.ts';
import { flowItems, wrap } from './wrap.ts';
import {
  changeText,
  differences,
  driftHeadline,
  findingsOfDrift,
  kindWords,
  pairLabel,
  runLine,
} from '../drift-words.ts';

/**
 * Renders what changed between two runs for a person at a terminal: what the scenario does not expect and what is unknown
 * in full, all else in lines, and the verdict last. Quietly, it is what the scenario does not expect and the verdict.
 */
export function renderDrift(raw: Drift, outcome: RunOutcome, screen: Screen, detail: Detail = 'normal'): string {
  const drift = printable(raw);
  const unexpected = renderFindings(findingsOfDrift(drift, 'unexpected'), {
    one: 'change that the scenario does not expect',
    many: 'changes that the scenario does not expect',
    screen,
  });
  const blocks = [
    ...(detail === 'quiet'
      ? unexpected
      : [renderHeader(drift, screen), ...unexpected, ...renderOtherChanges(drift, screen)]),
    ...renderEnding(drift.newer, screen),
    renderOutcome(outcome, driftHeadline(drift), screen),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function renderOtherChanges(drift: Drift, screen: Screen): string[][] {
  const { changes, stillMismatched, stillUnknown } = drift;
  const told = changes.filter(({ expected, after }) => expected === 'expected' || !after);
  return [
    ...renderFindings(findingsOfDrift(drift, 'unknown'), {
      one: 'flow that is unknown now',
      many: 'flows that are unknown now',
      screen,
    }),
    ...section(count(told.length, 'other change'), groupsOf(told), screen),
    ...section('endpoints and policies', differences(drift), screen),
    ...section(
      `known, still there: ${count(stillMismatched.length, 'mismatch', 'mismatches')}`,
      byStage(stillMismatched, knownLabel),
      screen,
    ),
    ...section(`still inconclusive: ${count(stillUnknown.length, 'flow')}`, byStage(stillUnknown, pairLabel), screen),
  ];
}

function renderHeader({ older, newer }: Drift, screen: Screen): string[] {
  return [
    styled(`flowproof ${newer.scenario}: what changed`, 'bold', screen),
    ...[`before: ${runLine(older)}`, `now: ${runLine(newer)}`, ...newer.notes].flatMap((line) =>
      wrap(line, screen.width),
    ),
  ];
}

type Group = readonly [label: string, items: readonly string[]];

function section(title: string, groups: readonly Group[], screen: Screen): string[][] {
  if (groups.length === 0) return [];
  const width = screen.width - 2;
  const lines = groups.flatMap(([label, items]) =>
    flowItems([`${label}:`, ...separated(shortened(items))], { width, gap: ' ' })
      .flatMap((line) => wrap(line, width))
      .map((line, index) => (index === 0 ? line : `  ${line}`)),
  );
  return [[...sectionTitle(title, { right: '', style: 'bold', screen }), ...lines]];
}

/** Items of one group at the most; a new endpoint brings hundreds of flows. */
const mostItems = 12;

function shortened(items: readonly string[]): string[] {
  const hidden = items.length - mostItems;
  return hidden <= 0 ? [...items] : [...items.slice(0, mostItems), `and ${hidden} more`];
}

function separated(items: readonly string[]): string[] {
  return items.map((item, index) => (index < items.length - 1 ? `${item},` : item));
}

/** Changes that are alike, in one group. */
function groupsOf(changes: readonly Change[]): Group[] {
  const groups = Map.groupBy(
    changes,
    (change) => `${kindWords[change.kind]} in stage ${change.stage} (${changeText(change)})`,
  );
  return [...groups].map(([label, own]) => [label, own.map(pairLabel)]);
}

function byStage(pairs: readonly FlowPair[], label: (pair: FlowPair) => string): Group[] {
  return [...Map.groupBy(pairs, ({ stage }) => stage)].map(([stage, own]) => [`in stage ${stage}`, own.map(label)]);
}

function knownLabel(pair: FlowPair): string {
  return `${pair.after ? marks[markOf(pair.after)].symbol : ''} ${pairLabel(pair)}`;
}

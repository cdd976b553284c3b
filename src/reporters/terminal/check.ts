import { flowLabel } from '../../model/label.ts';
import type { CheckedStage, CheckReport, CheckResult } from '../../analysis/check.ts';
import { placeLabel } from '../../policy/reason.ts';
import { printable } from '../printable.ts';
import { editLabel, renderDiff } from './diff-lines.ts';
import { renderFact } from './fact.ts';
import { axesOf, targetLabel, type Grid } from '../grid.ts';
import { count } from '../headline.ts';
import { marks } from '../mark.ts';
import { renderMatrix } from './matrix.ts';
import { styled, type Screen, type Style } from './screen.ts';
import { sectionTitle } from './section.ts';
import { wrap } from './wrap.ts';
import {
  checkFindings,
  checkHeadline,
  checkMark,
  foreignIn,
  foreignMessage,
  type CheckFinding,
} from '../check-words.ts';
import { alsoLines, titleOf } from '../by-cause.ts';

/** Renders a check for a person at a terminal: a matrix per stage that differs, each finding once, the verdict last. */
export function renderCheck(raw: CheckReport, screen: Screen): string {
  const report = printable(raw);
  const findings = checkFindings(report);
  const foreign = foreignIn(report.stages);
  const blocks = [
    [
      ...wrap(`flowproof check ${report.scenario} (${report.file})`, screen.width).map((line) =>
        styled(line, 'bold', screen),
      ),
      ...wrap('what is declared, beside what the policies mean; no cluster was asked', screen.width),
    ],
    ...stageBlocks(report, screen),
    ...(findings.length === 0 ? [] : [sectionTitle(count(findings.length, 'finding'), plain(screen))]),
    ...findings.map((finding, index) => renderFinding(finding, index + 1, screen)),
    ...(foreign.length === 0
      ? []
      : [
          [
            ...sectionTitle(
              count(foreign.length, 'policy that is', 'policies that are') + ' not understood',
              plain(screen),
            ),
            ...foreign.flatMap((policy) =>
              wrap(`${placeLabel(policy.position)}: ${foreignMessage(policy)}`, screen.width),
            ),
          ],
        ]),
    renderHeadline(report, screen),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function plain(screen: Screen): { right: string; style: Style; screen: Screen } {
  return { right: '', style: 'bold', screen };
}

/** Stages without findings take a line each, so that those with some stand out. */
function stageBlocks(report: CheckReport, screen: Screen): string[][] {
  return report.stages.map((stage) => {
    const differing = stage.results.filter(({ outcome }) => outcome !== 'as-declared').length;
    const same = stage.results.length - differing;
    const right = [...(differing > 0 ? [`${differing} not as declared`] : []), `${same} as declared`].join(', ');
    const title = sectionTitle(`stage ${stage.name}`, { right, style: differing > 0 ? 'red' : 'green', screen });
    return differing === 0 ? title : [...title, '', ...renderMatrix(gridOf(stage, report), screen)];
  });
}

function gridOf({ results }: CheckedStage, { stages }: CheckReport): Grid {
  const cells = new Map(
    results.map((result) => [`${result.flow.from} ${targetLabel(result.flow)}`, checkMark(result)]),
  );
  return {
    ...axesOf(stages.flatMap((stage) => stage.results.map(({ flow }) => flow))),
    markAt: (source, target) => cells.get(`${source} ${target}`),
    words: {
      meanings: {
        leak: 'the policies allow it, should be blocked',
        cut: 'the policies block it, should be allowed',
        inconclusive: 'no pods',
      },
      blank: 'not declared',
    },
  };
}

function renderFinding({ result, stages, also }: CheckFinding, number: number, screen: Screen): string[] {
  const { flow, reason, edit } = result;
  const { symbol, style } = marks[checkMark(result)];
  const facts: [label: string, lines: (string | undefined)[]][] = [
    ['also', alsoLines(also)],
    ['declared', [`${flow.expect}, by ${placeLabel(flow.position)}`]],
    ['because', [[flow.name, flow.reason].filter((text) => text !== undefined).join('; ') || undefined]],
    ['policies', [wordOf(result)]],
    ['why', [reason && `${reason.code}: ${reason.text}`]],
    ['look at', [reason?.position && placeLabel(reason.position)]],
    ['try', [edit && editLabel(edit)]],
  ];
  const title = titleOf({ flow: flowLabel(flow), stages }, also);
  return [
    ...wrap(`${number}. ${symbol === '?' ? 'UNKNOWN' : symbol} ${title}`, screen.width).map((line) =>
      styled(line, style, screen),
    ),
    ...facts.flatMap(([label, lines]) => {
      const known = lines.filter((line) => line !== undefined);
      return known.length === 0 ? [] : renderFact(label, known, screen);
    }),
    ...(edit ? ['', ...renderDiff(edit.diff, screen)] : []),
  ];
}

function wordOf({ predicted }: CheckResult): string {
  if (predicted === 'unknown') return 'nothing: its sender or its receiver has no pods';
  return predicted === 'mixed' ? 'mixed: some paths allowed, others blocked' : predicted;
}

function renderHeadline(report: CheckReport, screen: Screen): string[] {
  const outcomes = new Set(report.stages.flatMap(({ results }) => results.map(({ outcome }) => outcome)));
  const [word, style]: [string, Style] = outcomes.has('mismatch')
    ? ['FAIL', 'red']
    : outcomes.has('unknown')
      ? ['UNKNOWN', 'yellow']
      : ['PASS', 'green'];
  const lines = wrap(checkHeadline(report), screen.width - word.length - 2);
  return lines.map((line, index) =>
    styled(`${index === 0 ? `${word}  ` : ' '.repeat(word.length + 2)}${line}`, style, screen),
  );
}

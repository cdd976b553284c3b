import type { ChangingFlow, History } from '../history.ts';
import { durationLabel } from '../duration.ts';
import { count, countsInWords } from '../headline.ts';
import { marks as looks, type Mark } from '../mark.ts';
import { printable } from '../printable.ts';
import type { RunOutcome } from '../../verdict/summary.ts';
import { timeLabel } from '../time.ts';
import { styled, type Screen, type Style } from './screen.ts';
import { sectionTitle } from './section.ts';
import { wrap } from './wrap.ts';

/** Renders runs of one scenario, a line each, and the flows that were not the same in all of them. */
export function renderHistory(scenario: string, raw: History, screen: Screen): string {
  const { runs, flows } = printable(raw);
  const blocks = [
    [styled(`flowproof ${scenario}: ${count(runs.length, 'run')}`, 'bold', screen)],
    runs.flatMap(({ startedAt, outcome, counts, enforcementMs, durationMs }) => {
      const enforced = enforcementMs === undefined ? [] : [`in force after ${durationLabel(enforcementMs)}`];
      const said = [
        countsInWords(counts).join(', ') || 'nothing was probed',
        ...enforced,
        `took ${durationLabel(durationMs)}`,
      ];
      const [first = '', ...more] = wrap(`${timeLabel(startedAt)}, ${said.join('; ')}`, screen.width - indent);
      const badge = styled(outcome.toUpperCase().padEnd(indent), outcomeStyles[outcome], screen);
      return [`${badge}${first}`, ...more.map((line) => `${' '.repeat(indent)}${line}`)];
    }),
    flows.length === 0
      ? ['Every flow did the same in all of them.']
      : [
          ...sectionTitle('what changed', { right: count(flows.length, 'flow'), style: 'bold', screen }),
          ...flows.flatMap(({ stage, label, marks }) =>
            wrap(`${label} in stage ${stage}: ${stretches(marks, runs).join(', ')}`, screen.width),
          ),
        ],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const indent = 'INCONCLUSIVE'.length + 2;

const outcomeStyles: Readonly<Record<RunOutcome, Style>> = { pass: 'green', fail: 'red', inconclusive: 'yellow' };

/** `blocked, LEAK since 2026-01-05 02:00:00 UTC`: what a flow was, and from which run on. */
function stretches(marks: ChangingFlow['marks'], runs: History['runs']): string[] {
  const told = marks.flatMap((mark, index) => {
    const run = runs[index];
    return !run || (mark === null && run.endedEarly) ? [] : [{ mark, run }];
  });
  return told.flatMap(({ mark, run }, index) => {
    if (index > 0 && mark === told[index - 1]?.mark) return [];
    const word = mark === null ? 'not probed' : wordFor(mark);
    return [index === 0 ? word : `${word} since ${timeLabel(run.startedAt)}`];
  });
}

function wordFor(mark: Mark): string {
  return mark === 'leak' || mark === 'cut' ? looks[mark].symbol : mark;
}

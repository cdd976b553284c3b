import { flowLabel } from '../../model/label.ts';
import type { FlowResult, Report } from '../../model/report.ts';
import { predictedByFlow, type Predicted } from '../../survey/meaning.ts';
import { seenOf } from '../../survey/seen.ts';
import type { StandOut } from '../../survey/stands-out.ts';
import { printable } from '../printable.ts';
import { durationLabel } from '../duration.ts';
import { renderPartial } from './explain.ts';
import { axesOf, targetLabel, type Grid } from '../grid.ts';
import { count } from '../headline.ts';
import type { Mark } from '../mark.ts';
import { renderMatrix } from './matrix.ts';
import { renderFailure, renderLeftovers } from './report.ts';
import { styled, type Screen, type Style } from './screen.ts';
import { sectionTitle } from './section.ts';
import { wrap } from './wrap.ts';

/** A namespace that was probed as it is. */
export interface SurveyReport {
  readonly namespace: string;
  readonly predicted: Predicted;
  readonly report: Report;
  readonly results: readonly FlowResult[];
  readonly standsOut: readonly StandOut[];
}

/** Renders what was observed in a namespace: the matrix, what stands out, and what was not probed. */
export function renderSurvey(survey: SurveyReport, screen: Screen): string {
  const { namespace, predicted } = survey;
  const { report, results, standsOut } = printable({
    report: survey.report,
    results: survey.results,
    standsOut: survey.standsOut,
  });
  const blocks = [
    [
      styled(`flowproof probe ${namespace}`, 'bold', screen),
      ...[report.environment, ...report.notes].flatMap((line) => wrap(line, screen.width)),
    ],
    ...(results.length === 0 ? [] : [renderMatrix(observedGrid(results, predicted), screen)]),
    ...(results.length === 0 ? [] : [renderStandsOut(standsOut, screen)]),
    ...(report.failure ? [renderFailure(report.failure, screen)] : []),
    ...(report.leftovers ? [renderLeftovers(report.leftovers, screen)] : []),
    [...renderPartial(predicted.simulated, screen), ...wrap(closing(report, results), screen.width)],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What was seen; where the policies for sure mean something else, that stands out. */
function observedGrid(results: readonly FlowResult[], { predictions }: Predicted): Grid {
  const predicted = predictedByFlow(predictions);
  const cells = new Map(
    results.map((result): [string, Mark] => {
      const { kind } = seenOf(result);
      const prediction = predicted.get(flowLabel(result.flow));
      const agrees = !prediction?.sure || prediction.verdict === kind;
      return [`${result.flow.from} ${targetLabel(result.flow)}`, markFor(kind, agrees)];
    }),
  );
  return {
    ...axesOf(results.map(({ flow }) => flow)),
    markAt: (source, target) => cells.get(`${source} ${target}`),
    words: { meanings, blank: 'not probed' },
  };
}

function markFor(kind: ReturnType<typeof seenOf>['kind'], agrees: boolean): Mark {
  switch (kind) {
    case 'allowed':
      return agrees ? 'allowed' : 'leak';
    case 'blocked':
      return agrees ? 'blocked' : 'cut';
    case 'mixed':
      return 'flaky';
    case 'unclear':
      return 'inconclusive';
  }
}

const meanings: Partial<Record<Mark, string>> = {
  leak: 'got through, although the policies block it',
  cut: 'blocked, although the policies allow it',
  flaky: 'on some paths only',
  inconclusive: 'nothing is certain, for instance because nothing listens there',
};

function renderStandsOut(found: readonly StandOut[], screen: Screen): string[] {
  if (found.length === 0) return ['Nothing stands out.'];
  return [
    ...sectionTitle('what stands out', { right: '', style: 'bold', screen }),
    ...found.flatMap(({ severity, text, objects }) => {
      const [first = '', ...more] = wrap(text, screen.width - indent);
      const names = wrap(objectsLabel(objects), screen.width - indent);
      return [
        `${styled(severity.padEnd(indent), severityStyles[severity], screen)}${first}`,
        ...[...more, ...names].map((line) => `${' '.repeat(indent)}${line}`),
      ];
    }),
  ];
}

const indent = 'medium'.length + 2;

const severityStyles: Record<StandOut['severity'], Style> = { high: 'red', medium: 'yellow', low: 'dim' };

/** Objects that are named; the matrix has the others. */
const maxObjects = 12;

function objectsLabel(objects: readonly string[]): string {
  const more = objects.length - maxObjects;
  return [...objects.slice(0, maxObjects), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

function closing({ stages, durationMs }: Report, results: readonly FlowResult[]): string {
  const probes = stages.reduce((sum, { probeCount }) => sum + probeCount, 0);
  const probingMs = stages.reduce((sum, stage) => sum + stage.probingMs, 0);
  return `${count(results.length, 'flow')}, ${count(probes, 'probe')} in ${durationLabel(probingMs)}, ${durationLabel(durationMs)} in all.`;
}

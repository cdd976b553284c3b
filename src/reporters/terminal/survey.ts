import type { NamespaceSurvey, StandOut, SurveyedFlow } from '../../survey/survey.ts';
import { attemptsOf, type ObservedRun } from '../../verdict/observation.ts';
import { printable } from '../printable.ts';
import { durationLabel } from '../duration.ts';
import { renderAttempts, type FlowAttempts } from './attempts.ts';
import type { Detail } from './detail.ts';
import { renderPartial } from './explain.ts';
import { axesOf, targetLabel, type Grid } from '../grid.ts';
import { attemptLine } from '../evidence.ts';
import { count } from '../headline.ts';
import { surveyMark, surveyMeanings } from '../survey-words.ts';
import { renderMatrix } from './matrix.ts';
import { renderEnding } from './report.ts';
import { styled, type Screen, type Style } from './screen.ts';
import { sectionTitle } from './section.ts';
import { wrap } from './wrap.ts';

/**
 * Renders what was observed in a namespace: the matrix, what stands out, and what was not probed. Quietly, it is what stands
 * out, and how much was seen.
 */
export function renderSurvey(survey: NamespaceSurvey, screen: Screen, detail: Detail = 'normal'): string {
  const { namespace, predicted } = survey;
  const { observed, flows, standsOut } = printable({
    observed: survey.observed,
    flows: survey.flows.map((one) => ({
      flow: one.flow,
      seen: one.seen,
      differs: one.differs,
      attempts: attemptsOf(one).map(attemptLine),
    })),
    standsOut: survey.standsOut,
  });
  const header = [
    styled(`flowproof probe ${namespace}`, 'bold', screen),
    ...[observed.environment, ...observed.notes].flatMap((line) => wrap(line, screen.width)),
  ];
  const matrix = flows.length === 0 ? [] : [renderMatrix(observedGrid(flows), screen)];
  const attempts = detail === 'verbose' && flows.length > 0 ? [renderAttempts(flows.map(attemptsIn), screen)] : [];
  const blocks = [
    ...(detail === 'quiet' ? [] : [header, ...matrix, ...attempts]),
    ...(flows.length === 0 ? [] : [renderStandsOut(standsOut, screen)]),
    ...renderEnding(observed, screen),
    [...renderPartial(predicted, screen), ...wrap(closing(observed, flows.length), screen.width)],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function attemptsIn({ flow, seen, attempts }: SeenFlow & Pick<FlowAttempts, 'attempts'>): FlowAttempts {
  return { flow, said: 'why' in seen ? `${seen.kind}: ${seen.why}` : seen.kind, attempts };
}

type SeenFlow = Pick<SurveyedFlow, 'flow' | 'seen' | 'differs'>;

/** What was seen; where the policies for sure mean something else, that stands out. */
function observedGrid(flows: readonly SeenFlow[]): Grid {
  const cells = new Map(flows.map((one) => [`${one.flow.from} ${targetLabel(one.flow)}`, surveyMark(one)]));
  return {
    ...axesOf(flows.map(({ flow }) => flow)),
    markAt: (source, target) => cells.get(`${source} ${target}`),
    words: { meanings: surveyMeanings, blank: 'not probed' },
  };
}

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

function closing({ stages, durationMs }: ObservedRun, flowCount: number): string {
  const probes = stages.reduce((sum, { probeCount }) => sum + probeCount, 0);
  const probingMs = stages.reduce((sum, stage) => sum + stage.probingMs, 0);
  return `${count(flowCount, 'flow')}, ${count(probes, 'probe')} in ${durationLabel(probingMs)}, ${durationLabel(durationMs)} in all.`;
}

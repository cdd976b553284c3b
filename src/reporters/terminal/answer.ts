import { flowLabel } from '../../model/label.ts';
import type { Answer, SurveyedFlow } from '../../survey/survey.ts';
import type { LivePrediction } from '../../survey/live-prediction.ts';
import { attemptsOf } from '../../verdict/observation.ts';
import type { Seen } from '../../verdict/reading.ts';
import { printable } from '../printable.ts';
import { durationLabel } from '../duration.ts';
import { evidenceOf } from '../evidence.ts';
import { renderPartial, renderSteps } from './explain.ts';
import { renderFact } from './fact.ts';
import { styled, type Screen, type Style } from './screen.ts';
import { renderEnding } from './report.ts';
import { wrap } from './wrap.ts';

/** Renders the answer to one question: what happened, the evidence, and what the policies say of it. */
export function renderAnswer(answer: Answer, screen: Screen): string {
  const { prediction, flow } = answer;
  const observed = printable(answer.observed);
  const blocks = [
    [
      styled(`flowproof probe ${flowLabel(prediction.flow)}`, 'bold', screen),
      ...[observed.environment, ...observed.notes].flatMap((line) => wrap(line, screen.width)),
    ],
    ...(flow ? [renderFlow(flow, screen)] : []),
    ...renderEnding(observed, screen),
    renderMeaning(prediction, flow, screen),
    ...renderSteps(answer, screen),
    [...renderPartial(answer, screen), `${durationLabel(observed.durationMs)} in all.`],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function renderFlow({ prediction, ...raw }: SurveyedFlow, screen: Screen): string[] {
  const observation = printable(raw);
  const { seen, listening, triangulation, reproduce } = observation;
  const why = 'why' in seen ? `: ${seen.why}` : '';
  return [
    ...wrap(`${words[seen.kind]}${why}`, screen.width).map((line) => styled(line, styles[seen.kind], screen)),
    ...renderFact('target', listening === undefined ? [] : [listening], screen),
    ...renderFact('side', triangulation ? [`triangulated: ${triangulation.explanation}`] : [], screen),
    ...renderFact('evidence', evidenceOf(attemptsOf(observation), prediction.verdict), screen),
    ...(reproduce === '' ? [] : [styled('   by hand', 'dim', screen), reproduce.replaceAll('\n', ' ')]),
  ];
}

const words: Record<Seen['kind'], string> = {
  allowed: 'ALLOWED',
  blocked: 'BLOCKED',
  mixed: 'ON SOME PATHS ONLY',
  unclear: 'INCONCLUSIVE',
};

const styles: Record<Seen['kind'], Style> = { allowed: 'green', blocked: 'red', mixed: 'yellow', unclear: 'yellow' };

function renderMeaning({ verdict, sure }: LivePrediction, flow: SurveyedFlow | undefined, screen: Screen): string[] {
  const meaning = verdict === 'mixed' ? 'allow some of its paths and block others' : meanings[verdict];
  if (!sure) {
    const doubt =
      verdict === 'allowed' || verdict === 'blocked' ? ', if the addresses are as they are assumed here' : '';
    return wrap(`By their text, the policies ${meaning}${doubt}:`, screen.width);
  }
  if (flow?.differs) {
    return wrap(`The cluster does not do what its policies mean: they ${meaning}:`, screen.width).map((line) =>
      styled(line, 'red', screen),
    );
  }
  return wrap(`The policies ${meaning}:`, screen.width);
}

const meanings = { allowed: 'allow this', blocked: 'block this', unknown: 'say nothing of this' } as const;

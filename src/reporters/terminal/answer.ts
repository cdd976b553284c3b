import { flowLabel } from '../../model/label.ts';
import type { Answer, SurveyedFlow } from '../../survey/survey.ts';
import type { LivePrediction } from '../../survey/live-prediction.ts';
import { attemptsOf } from '../../verdict/observation.ts';
import type { Seen } from '../../verdict/reading.ts';
import { printable, printableText } from '../printable.ts';
import { durationLabel } from '../duration.ts';
import { attemptLine, evidenceOf } from '../evidence.ts';
import type { Detail } from './detail.ts';
import { renderPartial, renderSteps } from './explain.ts';
import { renderFact } from './fact.ts';
import { styled, type Screen, type Style } from './screen.ts';
import { renderEnding } from './report.ts';
import { wrap } from './wrap.ts';

/**
 * Renders the answer to one question: what happened, the evidence, and what the policies say of it. Quietly, it is what
 * happened.
 */
export function renderAnswer(answer: Answer, screen: Screen, detail: Detail = 'normal'): string {
  const { prediction, flow } = answer;
  const observed = printable(answer.observed);
  if (detail === 'quiet') {
    return joined([...(flow ? [renderSeen(flow, screen)] : []), ...renderEnding(observed, screen)]);
  }
  return joined([
    [
      styled(`flowproof probe ${flowLabel(prediction.flow)}`, 'bold', screen),
      ...[observed.environment, ...observed.notes].flatMap((line) => wrap(line, screen.width)),
    ],
    ...(flow ? [renderFlow(flow, screen, detail)] : []),
    ...renderEnding(observed, screen),
    renderMeaning(prediction, flow, screen),
    ...renderSteps(answer, screen),
    [...renderPartial(answer, screen), `${durationLabel(observed.durationMs)} in all.`],
  ]);
}

function joined(blocks: readonly (readonly string[])[]): string {
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function renderSeen({ seen }: Pick<SurveyedFlow, 'seen'>, screen: Screen): string[] {
  const why = 'why' in seen ? `: ${printableText(seen.why)}` : '';
  return wrap(`${words[seen.kind]}${why}`, screen.width).map((line) => styled(line, styles[seen.kind], screen));
}

function renderFlow({ prediction, ...raw }: SurveyedFlow, screen: Screen, detail: Detail): string[] {
  const observation = printable(raw);
  const { listening, triangulation, reproduce } = observation;
  const attempts = attemptsOf(observation);
  const evidence = detail === 'verbose' ? attempts.map(attemptLine) : evidenceOf(attempts, prediction.verdict);
  return [
    ...renderSeen(observation, screen),
    ...renderFact('target', listening === undefined ? [] : [listening], screen),
    ...renderFact('side', triangulation ? [`triangulated: ${triangulation.explanation}`] : [], screen),
    ...renderFact('evidence', evidence, screen),
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

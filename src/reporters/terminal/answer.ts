import { flowLabel } from '../../model/label.ts';
import type { FlowResult, Report } from '../../model/report.ts';
import type { Explanation } from '../../analysis/explain.ts';
import type { PredictedFlow } from '../../survey/meaning.ts';
import { seenOf } from '../../survey/seen.ts';
import { printable } from '../printable.ts';
import { durationLabel } from '../duration.ts';
import { evidenceOf } from '../evidence.ts';
import { renderPartial, renderSteps } from './explain.ts';
import { renderFact } from './fact.ts';
import { styled, type Screen, type Style } from './screen.ts';
import { renderFailure, renderLeftovers } from './report.ts';
import { wrap } from './wrap.ts';

/** One flow that was tried, beside what the policies mean. */
export interface AnswerReport {
  readonly report: Report;
  readonly explanation: Explanation & { readonly prediction: PredictedFlow };
  readonly result?: FlowResult | undefined;
}

/** Renders the answer to one question: what happened, the evidence, and what the policies say of it. */
export function renderAnswer({ report: raw, explanation, result }: AnswerReport, screen: Screen): string {
  const report = printable(raw);
  const blocks = [
    [
      styled(`flowproof probe ${flowLabel(explanation.prediction.flow)}`, 'bold', screen),
      ...[report.environment, ...report.notes].flatMap((line) => wrap(line, screen.width)),
    ],
    ...(result ? [renderResult(printable(result), screen)] : []),
    ...(report.failure ? [renderFailure(report.failure, screen)] : []),
    ...(report.leftovers ? [renderLeftovers(report.leftovers, screen)] : []),
    renderMeaning(explanation, result, screen),
    ...renderSteps(explanation, screen),
    [...renderPartial(explanation, screen), `${durationLabel(report.durationMs)} in all.`],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function renderResult(result: FlowResult, screen: Screen): string[] {
  const seen = seenOf(result);
  const why = 'why' in seen ? `: ${seen.why}` : '';
  return [
    ...wrap(`${words[seen.kind]}${why}`, screen.width).map((line) => styled(line, styles[seen.kind], screen)),
    ...renderFact('target', result.listening === undefined ? [] : [result.listening], screen),
    ...renderFact('side', result.triangulation ? [`triangulated: ${result.triangulation.explanation}`] : [], screen),
    ...renderFact('evidence', evidenceOf(result), screen),
    ...(result.reproduce === '' ? [] : [styled('   by hand', 'dim', screen), result.reproduce.replaceAll('\n', ' ')]),
  ];
}

type Kind = ReturnType<typeof seenOf>['kind'];

const words: Record<Kind, string> = {
  allowed: 'ALLOWED',
  blocked: 'BLOCKED',
  mixed: 'ON SOME PATHS ONLY',
  unclear: 'INCONCLUSIVE',
};

const styles: Record<Kind, Style> = { allowed: 'green', blocked: 'red', mixed: 'yellow', unclear: 'yellow' };

function renderMeaning(
  { prediction }: AnswerReport['explanation'],
  result: FlowResult | undefined,
  screen: Screen,
): string[] {
  const { verdict } = prediction;
  const seen = result && seenOf(result).kind;
  const meaning = verdict === 'mixed' ? 'allow some of its paths and block others' : meanings[verdict];
  if (!prediction.sure) {
    const doubt =
      verdict === 'allowed' || verdict === 'blocked' ? ', if the addresses are as they are assumed here' : '';
    return wrap(`By their text, the policies ${meaning}${doubt}:`, screen.width);
  }
  if ((seen === 'allowed' || seen === 'blocked') && seen !== verdict) {
    return wrap(`The cluster does not do what its policies mean: they ${meaning}:`, screen.width).map((line) =>
      styled(line, 'red', screen),
    );
  }
  return wrap(`The policies ${meaning}:`, screen.width);
}

const meanings = { allowed: 'allow this', blocked: 'block this', unknown: 'say nothing of this' } as const;

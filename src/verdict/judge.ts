import { believable, isSilence } from './company.ts';
import type { FlowResult, Outcome, Verdict } from '../model/report.ts';
import type { Expectation, Flow } from '../model/scenario.ts';
import { attemptsOf, type Evidence, type Observation, type PathEvidence } from './observation.ts';
import { meaning, readPaths, type Reading } from './reading.ts';

/** Rounds in which a flow that should be allowed is tried before it counts as cut off: the first, and those that confirm. */
export const cutRounds = 3;

/**
 * Rounds at the most: a silence that cannot be believed is tried again until then. Where one packet in twenty is lost and
 * the place stands still every other time, about one round in three proves something, and three have to.
 */
export const maxRounds = 12;

export interface Judgement {
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  readonly explanation: string;
}

/**
 * Whether a path is tried (once more): it was not yet, its probe was lost, it did not get through although it should
 * have, or its silence cannot be believed.
 *
 * What got through although it should not is a leak at once: trying until it is blocked would hide it.
 *
 * @param rounds - Tries of what should get through, {@link cutRounds} as a rule.
 */
export function needsAnotherTry(
  expect: Expectation,
  { attempts, doubt }: PathEvidence,
  rounds: number = cutRounds,
): boolean {
  const last = attempts.at(-1);
  if (!last) return true;
  if (attempts.some(({ verdict }) => verdict === 'allowed')) return false;
  if (last.verdict === 'failed' || expect === 'allowed') {
    if (attempts.length < rounds) return true;
  }
  return attempts.length < maxRounds && attempts.some(isSilence) && doubt.chance > believable;
}

/** What became of a flow, held against what it should have done. */
export function judgeFlow({ flow, listening, triangulation, reproduce, ...evidence }: Observation<Flow>): FlowResult {
  const judgement = judge(flow.expect, { ...evidence, listening });
  return {
    flow,
    ...judgement,
    listening,
    attempts: attemptsOf(evidence),
    reproduce,
    ...(triangulation && { triangulation }),
  };
}

/** Compares what a flow's attempts showed with its expectation. The worst of its paths speaks for the flow. */
export function judge(expect: Expectation, evidence: Evidence): Judgement {
  const { listening, disturbance } = evidence;
  const judgements = readPaths(evidence).map((reading) => judgePath(expect, reading, listening !== undefined));
  const worst = judgements.toSorted((a, b) => severity[b.outcome] - severity[a.outcome])[0];
  if (!worst)
    return { outcome: 'inconclusive', verdict: 'failed', explanation: 'nothing was probed: the target has no address' };
  // A leak stands whatever else happened; a silence may have another cause.
  if (disturbance !== undefined && worst.verdict !== 'allowed') {
    return {
      ...worst,
      outcome: 'inconclusive',
      explanation: `${disturbance} while it was probed, so silence proves nothing`,
    };
  }
  return worst;
}

const severity: Record<Outcome, number> = { 'as-expected': 0, flaky: 1, inconclusive: 2, mismatch: 3 };

function judgePath(expect: Expectation, { verdict, doubt, learnt }: Reading, listening: boolean): Judgement {
  if (doubt !== undefined) return { verdict, outcome: 'inconclusive', explanation: doubt };
  if (expect === 'blocked') return { verdict, ...judgeBlock(verdict, listening) };
  if (verdict !== 'allowed') return { verdict, ...judgeCut(verdict, listening) };
  const missed = learnt.filter((attempt) => attempt.verdict !== 'allowed');
  const [first] = missed;
  if (!first) return { verdict, outcome: 'as-expected', explanation: 'got through, as expected' };
  const explanation = `got through, yet ${missed.length} of ${learnt.length} tries did not (${first.verdict})`;
  return { verdict, outcome: 'flaky', explanation };
}

function judgeBlock(verdict: Verdict, listening: boolean): Omit<Judgement, 'verdict'> {
  switch (verdict) {
    case 'allowed':
      return { outcome: 'mismatch', explanation: 'LEAK: it got through, although it should be blocked' };
    case 'blocked':
      return listening
        ? { outcome: 'as-expected', explanation: 'blocked, as expected' }
        : {
            outcome: 'inconclusive',
            explanation: 'blocked, unproven: the target was never seen listening, so its silence proves nothing',
          };
    case 'rejected':
      return {
        outcome: 'mismatch',
        explanation:
          'something answered with a rejection instead of silence: a REJECT rule, or a Service without endpoints',
      };
    default:
      return { outcome: 'inconclusive', explanation: `expected silence of the target, but ${meaning[verdict]}` };
  }
}

function judgeCut(verdict: Exclude<Verdict, 'allowed'>, listening: boolean): Omit<Judgement, 'verdict'> {
  if (verdict === 'failed' || verdict === 'inconclusive') {
    return { outcome: 'inconclusive', explanation: `nothing was learnt: ${meaning[verdict]}` };
  }
  if (verdict === 'no-listener') return { outcome: 'mismatch', explanation: meaning[verdict] };
  if (verdict === 'blocked' && !listening) {
    return {
      outcome: 'mismatch',
      explanation:
        'nothing answered, although it should be allowed; the target was never seen listening, so the server may be down',
    };
  }
  const seen = verdict === 'blocked' ? 'nothing answered, although the target listens' : meaning[verdict];
  return { outcome: 'mismatch', explanation: `cut off, although it should be allowed: ${seen}` };
}

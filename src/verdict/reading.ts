import type { Attempt, AttemptVerdict, Verdict } from '../model/report.ts';
import { believable, isSilence } from './company.ts';
import type { Evidence, PathEvidence } from './observation.ts';

/** What the attempts on one path show together, whatever was expected. */
export interface Reading {
  readonly verdict: Verdict;
  /** Why its silence proves nothing: a clause. Absent where it does, or where something answered. */
  readonly doubt?: string | undefined;
  /** The attempts that were not lost. */
  readonly learnt: readonly Attempt[];
}

/** Reads each of a flow's paths. What got through once is open, whatever its other tries showed. */
export function readPaths({ paths, listening }: Evidence): Reading[] {
  return paths.map((path) => readPath(path, listening !== undefined));
}

function readPath({ attempts, doubt }: PathEvidence, listening: boolean): Reading {
  const learnt = attempts.filter(({ verdict }) => verdict !== 'failed');
  const decisive = learnt.find(({ verdict }) => verdict === 'allowed') ?? learnt.at(-1);
  const isDoubtful = decisive !== undefined && isSilence(decisive) && doubt.chance > believable;
  return {
    verdict: refine(decisive?.verdict ?? 'failed', listening),
    learnt,
    ...(isDoubtful && { doubt: `its silence proves nothing: ${doubt.because}` }),
  };
}

function refine(verdict: AttemptVerdict, listening: boolean): Verdict {
  if (verdict !== 'refused') return verdict;
  return listening ? 'rejected' : 'no-listener';
}

/** What was seen of a flow, whatever was expected of it. */
export type Seen =
  | { readonly kind: 'allowed' | 'blocked' }
  /** Some paths got through and others did not: a replica that differs from the others, or a node. */
  | { readonly kind: 'mixed'; readonly why: string }
  /** Nothing that could be written down as an expectation; why, as a clause. */
  | { readonly kind: 'unclear'; readonly why: string };

/** Sums up what was seen on all paths. A silence says something only where the target listens and stays as it was. */
export function seenOf(evidence: Evidence): Seen {
  const readings = readPaths(evidence);
  const certain = readings.filter(({ verdict, doubt }) => verdict !== 'failed' && doubt === undefined);
  const through = certain.filter(({ verdict }) => verdict === 'allowed').length;
  if (through > 0 && through < certain.length) {
    return { kind: 'mixed', why: `${through} of ${certain.length} paths got through, the others did not` };
  }
  const closed = readings.map(({ verdict }) => verdict).filter((verdict) => verdict !== 'allowed');
  if (closed.length === 0) {
    return readings.length > 0 ? { kind: 'allowed' } : { kind: 'unclear', why: 'the target has no address' };
  }
  const unclear = closed.find((verdict) => verdict !== 'blocked');
  const why =
    readings.find(({ doubt }) => doubt !== undefined)?.doubt ??
    (evidence.disturbance === undefined ? undefined : `${evidence.disturbance} meanwhile`) ??
    (unclear && meaning[unclear]) ??
    (evidence.listening === undefined ? 'nothing answered, and nothing was seen listening' : undefined);
  return why === undefined ? { kind: 'blocked' } : { kind: 'unclear', why };
}

/** What the path showed that says least of a flow: one that did not get through, where there is one. */
export function leastVerdict(evidence: Evidence): Verdict {
  const verdicts = readPaths(evidence).map(({ verdict }) => verdict);
  return verdicts.find((verdict) => verdict !== 'allowed') ?? verdicts[0] ?? 'failed';
}

/** Whether it is certain that a flow is allowed or blocked. */
export function isCertain({ kind }: Seen): boolean {
  return kind === 'allowed' || kind === 'blocked';
}

/** What a verdict means, as a clause; what is allowed or blocked needs none. */
export const meaning: Readonly<Record<Exclude<Verdict, 'allowed' | 'blocked'>, string>> = {
  rejected: 'the connection was rejected, although the target listens',
  'no-listener': 'the connection was refused and nothing listens there: the server is down, or serves another port',
  'dns-no-answer': 'the look-up of its name got no answer, so the target was never tried: is DNS egress allowed?',
  'dns-not-found': 'its name does not exist in DNS, so the target was never tried',
  inconclusive: 'the connection was made, yet no answer of the expected kind came',
  failed: 'the probe itself failed',
};

import type { FlowResult } from '../model/report.ts';

/** What probing showed of a flow, whatever was expected of it. */
export type Seen =
  | { readonly kind: 'allowed' | 'blocked' }
  /** Some paths got through and others did not: a replica that differs from the others, or a node. */
  | { readonly kind: 'mixed'; readonly why: string }
  /** Nothing that could be written down as an expectation; why, as a clause. */
  | { readonly kind: 'unclear'; readonly why: string };

/** Reads a result for what it says of the cluster. A silence says something only where the target listens. */
export function seenOf({ verdict, outcome, listening, attempts }: FlowResult): Seen {
  const paths = [...Map.groupBy(attempts, ({ source, address }) => `${source} ${address}`).values()];
  const learnt = paths.flatMap((path) => path.findLast((attempt) => attempt.verdict !== 'failed') ?? []);
  const through = learnt.filter((attempt) => attempt.verdict === 'allowed').length;
  if (through > 0 && through < learnt.length) {
    return { kind: 'mixed', why: `${through} of ${learnt.length} paths got through, the others did not` };
  }
  if (verdict === 'allowed') return { kind: 'allowed' };
  if (verdict !== 'blocked') return { kind: 'unclear', why: whys[verdict] };
  if (listening === undefined) return { kind: 'unclear', why: 'nothing answered, and nothing was seen listening' };
  // The target changed while it was probed.
  if (outcome === 'inconclusive') return { kind: 'unclear', why: 'the target changed meanwhile' };
  return { kind: 'blocked' };
}

/** Whether a result says for sure that a flow is allowed or blocked. */
export function isSeen(result: FlowResult): boolean {
  const { kind } = seenOf(result);
  return kind === 'allowed' || kind === 'blocked';
}

const whys = {
  rejected: 'it was rejected, although the target listens',
  'no-listener': 'it was refused: nothing listens there',
  'dns-no-answer': 'the look-up of the name got no answer',
  'dns-not-found': 'the name does not exist in DNS',
  inconclusive: 'connected, yet no answer of the expected kind came',
  failed: 'its probes were lost',
} as const;

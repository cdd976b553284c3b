import type { Attempt } from '../model/report.ts';
import type { Expectation } from '../model/scenario.ts';
import { transportOf } from '../kubernetes/port.ts';
import { mayHide } from '../probe/stall.ts';
import type { Path } from '../probe/paths.ts';

/** A path, and all that was tried on it. */
export interface Tried extends Path {
  /** The receiving endpoint. */
  readonly to: string;
  /** Nodes of the receiver's pods. */
  readonly toNodes: readonly string[];
  /** A server's look at itself is a `check`: it never leaves its pod. */
  readonly kind: 'flow' | 'check';
  /** What is declared of it; a check should always get through. */
  readonly expect: Expectation;
  readonly attempts: readonly Attempt[];
}

/** How far the silences of a path can be believed. */
export interface Doubt {
  /** The chance that all of them were accidents: answers that were lost, or that the probe was too slow to hear. */
  readonly chance: number;
  /** What speaks against believing them: a clause. Absent where there was no silence. */
  readonly because?: string | undefined;
}

/** Silences that were accidents with a greater chance than this are not believed. */
export const believable = 0.0002;

/** Of a silence beside which nothing is known to be open: two of them are believed, and one is not. */
const aloneChance = 0.01;

/** Paths that are known to be open, in one round and near one place. */
interface Tally {
  open: number;
  lost: number;
  /** Flows among them: what a server sees of itself says nothing of the way to it. */
  flows: number;
}

/**
 * Judges silences by their company. That a path is open is known where it is declared allowed, or was seen, in another
 * round, to let something through. How many of those were lost in a round, from the same sender, to the same receiver, on
 * the same nodes or anywhere, is the chance that a silence of that round was an accident too. One silence is a proof
 * where nothing of its transport was ever lost and something near it answered.
 *
 * @returns what tells of one of these paths how far its silences can be believed.
 */
export function companyOf(all: readonly Tried[], connectTimeoutMs: number): (one: Tried) => Doubt {
  const tallies = new Map<string, Tally>();
  const lossy = new Set<string>();
  for (const one of all) {
    for (const attempt of one.attempts) {
      const fate = fateOf(one, attempt, connectTimeoutMs);
      if (fate === undefined) continue;
      for (const key of keysOf(one, attempt.round)) {
        const tally = tallies.get(key) ?? { open: 0, lost: 0, flows: 0 };
        tally.open += 1;
        tally.lost += fate === 'lost' ? 1 : 0;
        tally.flows += one.kind === 'flow' ? 1 : 0;
        tallies.set(key, tally);
      }
      if (fate === 'lost') lossy.add(transportOf(one.probe.protocol));
    }
  }
  return (one) => doubtOf(one, { tallies, hasLost: lossy.has(transportOf(one.probe.protocol)), connectTimeoutMs });
}

interface Known {
  readonly tallies: ReadonlyMap<string, Tally>;
  /** Whether anything of its transport was lost, in any round. */
  readonly hasLost: boolean;
  readonly connectTimeoutMs: number;
}

function doubtOf(one: Tried, { tallies, hasLost, connectTimeoutMs }: Known): Doubt {
  let doubt: Doubt = { chance: 1 };
  for (const attempt of one.attempts) {
    if (!isSilence(attempt)) continue;
    if (heardTooLittle(attempt, connectTimeoutMs)) {
      if (doubt.chance === 1) doubt = { chance: 1, because: stoodStill(attempt, connectTimeoutMs) };
      continue;
    }
    const [everywhere = none, ...near] = keysOf(one, attempt.round).map((key) => tallies.get(key) ?? none);
    const worst = near.reduce((most, tally) => (shareOf(tally) > shareOf(most) ? tally : most), everywhere);
    const hasCompany = near.some(({ flows }) => flows > 0);
    const chance = hasLost ? chanceOfLoss(everywhere, worst) : hasCompany ? 0 : aloneChance;
    const because =
      worst.lost > 0
        ? `${worst.lost} of ${worst.open} paths that are open were lost in the same seconds`
        : hasCompany
          ? 'paths that are open were lost before'
          : 'nothing near it is known to be open';
    doubt = { chance: doubt.chance * chance, because };
  }
  return doubt;
}

/** Laplace's rule of succession: that none of a few was lost does not mean that none ever is. */
function chanceOfLoss({ open, lost }: Tally, worst: Tally): number {
  return Math.max((lost + 1) / (open + 2), shareOf(worst));
}

const none: Tally = { open: 0, lost: 0, flows: 0 };

function stoodStill(attempt: Attempt, connectTimeoutMs: number): string {
  const { stallSeconds, sourceNode } = attempt;
  const where = sourceNode === undefined ? '' : ` (${sourceNode} is overloaded)`;
  return `the probe stood still for ${stallSeconds} s of its ${timeoutOf(attempt, connectTimeoutMs) / 1000} s${where}`;
}

/** Whether a try may have missed an answer, since its probe stood still. */
export function heardTooLittle(attempt: Attempt, connectTimeoutMs: number): boolean {
  return mayHide(attempt.stallSeconds, timeoutOf(attempt, connectTimeoutMs));
}

function timeoutOf({ connectTimeoutMs: own }: Attempt, connectTimeoutMs: number): number {
  return own ?? connectTimeoutMs;
}

/** Whether a try got no answer from anybody. */
export function isSilence({ verdict }: Attempt): boolean {
  return verdict === 'blocked' || verdict === 'dns-no-answer';
}

/** What became of a path in one round, where it is known to be open; undefined where that is not known. */
function fateOf(one: Tried, attempt: Attempt, connectTimeoutMs: number): 'answered' | 'lost' | undefined {
  if (attempt.verdict === 'failed') return undefined;
  const answered = attempt.verdict === 'allowed';
  const wasOpen = one.attempts.some(({ round, verdict }) => round !== attempt.round && verdict === 'allowed');
  if (!wasOpen && !(answered && one.expect === 'allowed')) return undefined;
  return answered && !isLate(one, attempt, connectTimeoutMs) ? 'answered' : 'lost';
}

/** What is sent for the second time is sent after a second (RFC 6298, 2). */
const retransmissionSeconds = 1;

/**
 * Whether an answer came, and yet tells of a loss: a connection that was made at the second asking only. A server that
 * took longer to see itself than anybody waits does listen, but others do not hear it.
 */
function isLate({ kind }: Tried, attempt: Attempt, connectTimeoutMs: number): boolean {
  const { totalSeconds = 0, connectSeconds = 0, lookupSeconds = 0 } = attempt;
  if (kind === 'check') return totalSeconds * 1000 > timeoutOf(attempt, connectTimeoutMs);
  return connectSeconds - lookupSeconds >= retransmissionSeconds;
}

/** Where a path counts in a round: everywhere first, then near its ends; what a server sees of itself, there alone. */
function keysOf({ source, to, toNodes, kind, probe }: Tried, round: number): string[] {
  const here = `${round} ${transportOf(probe.protocol)}`;
  if (kind === 'check') return [`${here} to ${to}`];
  const nodes = new Set([...(source.node === undefined ? [] : [source.node]), ...toNodes]);
  return [
    `${here} any`,
    `${here} from ${source.id}`,
    `${here} to ${to}`,
    ...[...nodes].map((node) => `${here} on ${node}`),
  ];
}

function shareOf({ open, lost }: Tally): number {
  return open === 0 ? 0 : lost / open;
}

import { companyOf, heardTooLittle, isSilence, type Tried } from './company.ts';
import { needsAnotherTry } from './judge.ts';
import { transportOf } from '../kubernetes/port.ts';

/** Paths known to be open that are tried beside silences: near each of them, and in all. */
const controlsNear = 2;
const controlsInAll = 40;

/**
 * What the next round tries: flows that need another try, the looks of their receivers at themselves, and paths that are
 * known to be open, so that a silence has company again. Empty where everything is settled.
 *
 * @param rounds - Tries of what should get through.
 */
export function nextRound<T extends Tried>(
  tried: readonly T[],
  { rounds, connectTimeoutMs }: { readonly rounds: number; readonly connectTimeoutMs: number },
): T[] {
  const doubtOf = companyOf(tried, connectTimeoutMs);
  const flows = tried.filter(({ kind }) => kind === 'flow');
  const open = flows.filter((one) => needsAnotherTry(one.expect, { ...one, doubt: doubtOf(one) }, rounds));
  const receivers = new Set(open.map(({ to }) => to));
  const checks = tried.filter((one) => one.kind === 'check' && (receivers.has(one.to) || isUnproven(one, rounds)));
  return [...open, ...checks, ...controlsFor(open, flows)];
}

/** A server that did not see itself: one datagram that was lost takes nobody's verdict away. What was refused is certain. */
function isUnproven({ attempts }: Tried, rounds: number): boolean {
  const missed = attempts.length - 1 - attempts.findLastIndex(({ verdict }) => verdict === 'allowed');
  return missed > 0 && missed < rounds && attempts.at(-1)?.verdict !== 'refused';
}

/** Whether the place showed in any round that it was too busy to hear: it stood still, or lost what is open. */
export function wasOverloaded(tried: readonly Tried[], connectTimeoutMs: number): boolean {
  return tried.some(
    ({ attempts }) =>
      attempts.some((attempt) => heardTooLittle(attempt, connectTimeoutMs)) ||
      (attempts.some(isSilence) && attempts.some(({ verdict }) => verdict === 'allowed')),
  );
}

function controlsFor<T extends Tried>(open: readonly T[], flows: readonly T[]): T[] {
  const known = flows.filter(({ attempts }) => attempts.some(({ verdict }) => verdict === 'allowed'));
  const byKey = new Map<string, T[]>();
  for (const one of known) {
    for (const key of companyKeys(one)) {
      const there = byKey.get(key) ?? [];
      if (there.length < controlsNear) byKey.set(key, [...there, one]);
    }
  }
  const near = open
    .filter(({ attempts }) => attempts.some(isSilence))
    .flatMap((one) => companyKeys(one).flatMap((key) => byKey.get(key) ?? []));
  if (near.length === 0) return [];
  return [...new Set([...near, ...known.slice(0, controlsInAll)])];
}

/** A path's ends, which are company for others of its transport alone. */
function companyKeys({ probe, source, to }: Tried): string[] {
  const transport = transportOf(probe.protocol);
  return [`${transport} from ${source.id}`, `${transport} to ${to}`];
}

import type { Batch } from './batch.ts';
import type { Probe, RawResult } from './probe.ts';

/** One curl process of a batch. */
export interface CurlRun {
  /** From before its start until after its end. */
  readonly seconds: number;
  readonly probes: readonly Probe[];
}

interface Times {
  readonly results: ReadonlyMap<string, RawResult>;
  /** When the batch started and then showed that it lived, in seconds. */
  readonly beats: readonly number[];
  readonly curls: readonly CurlRun[];
}

/**
 * How long the place that a batch ran in stood still at a stretch, in seconds: the largest gap between two signs of life
 * beyond what lies between them by design, or the time that a tool took beyond what it was given, whichever is more. A
 * shell that launches hundreds of tools is busy and does not stand still: each of them has a clock of its own.
 */
export function stallOf({ results, beats, curls }: Times, { connectTimeoutMs, beatSeconds }: StallOptions): number {
  const gaps = beats.slice(1).map((beat, index) => beat - (beats[index] ?? beat) - beatSeconds);
  const tools = [...results.values()].map(({ tool, totalSeconds }) =>
    // nc and nslookup wait for whole seconds; curl's largest time is that of a connection that was made and then silent.
    tool === 'curl' ? totalSeconds - connectTimeoutMs / 1000 - 0.5 : totalSeconds - Math.ceil(connectTimeoutMs / 1000),
  );
  const starts = curls.map(({ seconds, probes }) => seconds - longest(probes, results));
  return Math.round(Math.max(0, ...gaps, ...tools, ...starts) * 100) / 100;
}

type StallOptions = Pick<Batch, 'connectTimeoutMs' | 'beatSeconds'>;

/** What the longest transfer of a curl took: what is beyond it is the time until curl got to work, and to its end. */
function longest(probes: readonly Probe[], results: ReadonlyMap<string, RawResult>): number {
  return probes.reduce((most, { id }) => Math.max(most, results.get(id)?.totalSeconds ?? 0), 0);
}

/**
 * Whether a silence may be nothing but the stall of the probe that listened: a third of the time is left to hear in, and
 * the signs of life leave a quarter of it unseen.
 */
export function mayHide(stallSeconds: number | undefined, connectTimeoutMs: number): boolean {
  return (stallSeconds ?? 0) * 1000 > connectTimeoutMs / 3;
}

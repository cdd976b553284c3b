import { randomBytes } from 'node:crypto';
import { piecesOf } from '../probe/rate.ts';
import type { Attempt } from '../model/report.ts';
import { planBatch } from '../probe/batch.ts';
import { classify } from '../probe/classify.ts';
import { parseOutput, toolFor } from '../probe/parse-output.ts';
import type { Probe, RawResult } from '../probe/probe.ts';
import type { Path } from '../probe/paths.ts';
import type { Environment, ProbeRequest } from '../environments/environment.ts';
import { settleAll } from '../environments/settle-all.ts';
import type { Launcher } from './launcher.ts';
import type { RateLimiter } from './rate-limiter.ts';

export interface ProbingOptions {
  readonly connectTimeoutMs: number;
  /** It is the same for the whole run. */
  readonly launcher: Launcher;
  /** Asked before every batch; it is the same for the whole run. */
  readonly rateLimiter: RateLimiter;
  readonly round: number;
  readonly signal: AbortSignal;
  /** Called whenever a source's probes are done, with how many they were. */
  readonly onProbed: (count: number) => void;
}

interface Patience<T extends Path> {
  /** How long the probes of these paths of one source wait. @defaultValue the connect timeout, in milliseconds */
  readonly patienceMs?: ((paths: readonly T[]) => number) | undefined;
}

/**
 * Tries every path once: all of one source in one batch, or in as many as the rate asks for, all sources side by side.
 * Resolves to each path with its attempt; what was lost on the way is an attempt that `failed`.
 */
export async function probePaths<T extends Path>(
  environment: Environment,
  paths: readonly T[],
  options: ProbingOptions & Patience<T>,
): Promise<readonly (readonly [path: T, attempt: Attempt])[]> {
  const { launcher, rateLimiter, round, signal } = options;
  const planned = [...Map.groupBy(paths, ({ source }) => source.id).values()].flatMap((own) =>
    piecesOf(own, Math.min(rateLimiter.largest, round === 1 ? Infinity : laterPiece)).flatMap((piece) =>
      planSource(piece, options),
    ),
  );
  // Later rounds are few probes, which a Job would only delay.
  const outputs = round === 1 ? await environment.probeElsewhere?.(planned) : undefined;
  const runInTurn = async (one: PlannedBatch<T>): Promise<BatchRun> => {
    await rateLimiter.acquire(one.paths.length);
    return await launcher.run(
      one.batch,
      round,
      async (onLaunched) => await runBatch(environment, { ...one, onLaunched }, signal),
    );
  };
  const batches = planned.map(async (one, index) => {
    const output = outputs?.[index];
    const run = output === undefined ? await runInTurn(one) : { output };
    options.onProbed(one.paths.length);
    return readAttempts(one, run, options);
  });
  return (await settleAll(batches)).flat();
}

/** Paths of one source that start together in later rounds, so that the place can rest in between. */
const laterPiece = 25;

/** Paths that begin at the same source, and the batch that tries them in their order. */
interface PlannedBatch<T extends Path> extends ProbeRequest {
  readonly paths: readonly T[];
}

function planSource<T extends Path>(
  paths: readonly T[],
  { connectTimeoutMs, patienceMs = () => connectTimeoutMs }: ProbingOptions & Patience<T>,
): PlannedBatch<T>[] {
  const probes = paths.map((path, index): Probe => ({ ...path.probe, id: `p${index}` }));
  const batch = planBatch(probes, { nonce: randomBytes(6).toString('hex'), connectTimeoutMs: patienceMs(paths) });
  return paths.slice(0, 1).map(({ source }) => ({ source, batch, paths }));
}

/** What came out of a batch. */
interface BatchRun {
  readonly output: string;
  readonly failure?: string | undefined;
}

function readAttempts<T extends Path>(
  { paths, batch }: PlannedBatch<T>,
  { output, failure }: BatchRun,
  { connectTimeoutMs, round }: ProbingOptions,
): (readonly [T, Attempt])[] {
  const { results, toolFailures, stallSeconds } = parseOutput(output, batch);
  const wait = batch.connectTimeoutMs > connectTimeoutMs ? { connectTimeoutMs: batch.connectTimeoutMs } : {};
  const lost = toolFailures[0] ?? failure ?? 'the connection to the probe container was lost before its result arrived';
  return paths.map((path, index) => {
    const { source } = path;
    const { protocol, host, port } = path.probe;
    const common = {
      round,
      source: source.id,
      sourceNode: source.node,
      address: `${host}:${port}`,
      stallSeconds,
      ...wait,
    };
    const raw = results.get(`p${index}`);
    if (!raw) return [path, { ...common, tool: toolFor(protocol), verdict: 'failed', message: lost }];
    const reading = classify({ id: `p${index}`, protocol, host, port }, raw, batch);
    return [path, { ...common, ...evidence(raw), ...reading }];
  });
}

async function runBatch(
  environment: Environment,
  { source, batch, onLaunched }: ProbeRequest & { readonly onLaunched: () => void },
  signal: AbortSignal,
): Promise<BatchRun> {
  try {
    return { output: await environment.probe(source, batch, onLaunched) };
  } catch (error) {
    signal.throwIfAborted();
    // A source that cannot be used is one of many: the others' results are kept, and this one is tried again.
    if (!(error instanceof Error)) throw error;
    return { output: '', failure: `the probe container could not be used: ${error.message}` };
  }
}

function evidence(raw: RawResult): Pick<Attempt, 'tool' | 'exitCode' | 'totalSeconds'> & Partial<Attempt> {
  const { tool, exitCode, totalSeconds } = raw;
  if (raw.tool !== 'curl') return { tool, exitCode, totalSeconds };
  const { lookupSeconds, connectSeconds, httpStatus, remoteAddress } = raw;
  return {
    tool,
    exitCode,
    totalSeconds,
    lookupSeconds,
    connectSeconds,
    ...(httpStatus > 0 ? { httpStatus } : {}),
    ...(remoteAddress === '' ? {} : { remoteAddress }),
  };
}

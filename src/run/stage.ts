import type { Listening } from '../verdict/listening.ts';
import type { FlowResult, Standing } from '../model/report.ts';
import type { Endpoint, Stage } from '../model/scenario.ts';
import type { Environment } from '../environments/environment.ts';
import { settleAll } from '../environments/settle-all.ts';
import { probeWave, type WaveOptions, type WaveOutcome } from './wave.ts';

export interface StageOutcome {
  /** In the order of the stage's flows. */
  readonly results: readonly FlowResult[];
  /** What this stage and those before it proved. */
  readonly listening: Listening;
  /** The policies that stood when the last probes began. */
  readonly standing: Standing;
  /** Milliseconds until what was applied before was in force. */
  readonly enforcementMs: number;
  /** Milliseconds that the probes took, without the start of what sends. */
  readonly probingMs: number;
  readonly probeCount: number;
}

interface StageOptions extends WaveOptions {
  /** Resolves when the place is known to enforce policies; nothing is probed before. */
  readonly enforced: Promise<void>;
}

/**
 * Proves the flows of one stage, in as many waves as there has to be. Each wave shows for itself that its targets listen:
 * a server may have died since the one before.
 */
export async function probeStage(
  environment: Environment,
  stage: Stage,
  endpoints: readonly Endpoint[],
  { enforced, ...options }: StageOptions,
): Promise<StageOutcome> {
  const waves: (WaveOutcome & Omit<StageOutcome, 'results'>)[] = [];
  for await (const flows of environment.waves?.(stage.flows) ?? [stage.flows]) {
    const [, { sources, facts }] = await settleAll([enforced, environment.resolve(endpoints)]);
    // Where nothing was applied there are new probe pods all the same.
    const enforcementMs = await environment.awaitEnforcement();
    const standing = await environment.policies(endpoints);
    options.progress.step(`Stage ${stage.name}: probing ${flows.length} flows`);
    const started = performance.now();
    const earlier = waves.at(-1)?.listening ?? options.earlier;
    const outcome = await probeWave(environment, flows, { endpoints, sources, facts }, { ...options, earlier });
    waves.push({ ...outcome, standing, enforcementMs, probingMs: performance.now() - started });
  }
  const results = new Map(waves.flatMap((wave) => wave.results).map((result) => [result.flow, result]));
  return {
    results: stage.flows.flatMap((flow) => results.get(flow) ?? []),
    listening: waves.at(-1)?.listening ?? options.earlier,
    standing: waves.at(-1)?.standing ?? { policies: [] },
    enforcementMs: waves[0]?.enforcementMs ?? 0,
    probingMs: Math.round(waves.reduce((sum, wave) => sum + wave.probingMs, 0)),
    probeCount: waves.reduce((sum, wave) => sum + wave.probeCount, 0),
  };
}

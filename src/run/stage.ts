import type { Listening } from '../verdict/listening.ts';
import type { Standing } from '../model/report.ts';
import type { Cell, Endpoint, Stage } from '../model/scenario.ts';
import type { Observation } from '../verdict/observation.ts';
import type { Environment } from '../environments/environment.ts';
import { settleAll } from '../environments/settle-all.ts';
import { probeWave, type WaveOptions, type WaveOutcome } from './wave.ts';

export interface StageOutcome<F extends Cell> {
  /** In the order of the stage's flows. */
  readonly observations: readonly Observation<F>[];
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

interface StageOptions<F extends Cell> extends WaveOptions<F> {
  /** What the stage is called in progress. */
  readonly title: string;
  /** Resolves when the place is known to enforce policies; nothing is probed before. */
  readonly enforced: Promise<void>;
}

/**
 * Probes the flows of one stage, in as many waves as there has to be. Each wave shows for itself that its targets listen:
 * a server may have died since the one before.
 */
export async function probeStage<F extends Cell>(
  environment: Environment,
  stage: Stage<F>,
  endpoints: readonly Endpoint[],
  { title, enforced, ...options }: StageOptions<F>,
): Promise<StageOutcome<F>> {
  const waves: (WaveOutcome<F> & StageOutcome<F>)[] = [];
  for await (const flows of environment.waves?.(stage.flows) ?? [stage.flows]) {
    const [, resolved] = await settleAll([enforced, environment.resolve(endpoints)]);
    // Where nothing was applied there are new probe pods all the same.
    const enforcementMs = await environment.awaitEnforcement();
    const standing = await environment.policies(endpoints);
    options.progress.step(`${title}: probing ${flows.length} flows`);
    const started = performance.now();
    const earlier = waves.at(-1)?.listening ?? options.earlier;
    const outcome = await probeWave(environment, flows, { endpoints, ...resolved }, { ...options, earlier });
    waves.push({ ...outcome, standing, enforcementMs, probingMs: performance.now() - started });
  }
  const observed = new Map(waves.flatMap(({ observations }) => observations).map((one) => [one.flow, one]));
  return {
    observations: stage.flows.flatMap((flow) => observed.get(flow) ?? []),
    listening: waves.at(-1)?.listening ?? options.earlier,
    standing: waves.at(-1)?.standing ?? { policies: [] },
    enforcementMs: waves[0]?.enforcementMs ?? 0,
    probingMs: Math.round(waves.reduce((sum, wave) => sum + wave.probingMs, 0)),
    probeCount: waves.reduce((sum, wave) => sum + wave.probeCount, 0),
  };
}

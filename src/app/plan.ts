import { silent } from '../environments/environment.ts';
import { defaultExistingOptions } from '../environments/existing/existing-options.ts';
import { neverAborted } from '../environments/never-aborted.ts';
import type { Stage } from '../model/scenario.ts';
import { selectStages } from '../run/run.ts';
import { loadScenario } from './load.ts';
import type { Target, VerifyOptions } from './verify.ts';

/** What a run will be about. */
export interface Plan {
  /** The scenario's name. */
  readonly scenario: string;
  /** Those that will be probed and reported. */
  readonly stages: readonly Stage[];
}

/**
 * Resolves to what {@link verify} would probe with these options. Nothing is sent; of an existing cluster it is read what
 * stands there.
 *
 * @throws what {@link verify} throws before anything is made.
 */
export async function plan(
  scenarioPath: string,
  { target = 'auto', stage }: Pick<VerifyOptions, 'target' | 'stage'>,
): Promise<Plan> {
  const scenario = await scenarioFor(scenarioPath, target);
  const [, stages] = selectStages(scenario, { stage, apply: applies(target) });
  return { scenario: scenario.name, stages };
}

async function scenarioFor(path: string, target: Target): ReturnType<typeof loadScenario> {
  if (typeof target === 'string' || !('existing' in target)) return await loadScenario(path);
  const { prepareExisting } = await import('./existing.ts');
  const options = { ...defaultExistingOptions, ...target.existing };
  return (await prepareExisting(path, options, { progress: silent, signal: neverAborted })).scenario;
}

/** Whether a run applies the manifests: otherwise it probes the last stage alone. */
function applies(target: Target): boolean {
  if (typeof target === 'string' || 'netns' in target) return true;
  if ('existing' in target) return target.existing.apply ?? false;
  return ('auto' in target ? target.auto.kind?.apply : target.kind.apply) ?? true;
}

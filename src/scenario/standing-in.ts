import type { Cell, Manifest, Scenario } from '../model/scenario.ts';

/**
 * What stands in a stage: what stood before the run, and what this stage and those before it add.
 *
 * @param index - Of the stage. @defaultValue the last one
 */
export function standingIn(
  { standing, stages }: Pick<Scenario<Cell>, 'standing' | 'stages'>,
  index: number = stages.length - 1,
): Manifest[] {
  return [...standing, ...stages.slice(0, index + 1).flatMap(({ manifests }) => manifests)];
}

import type { Report } from '../model/report.ts';
import type { Flow } from '../model/scenario.ts';
import type { SimulatedStage } from '../simulation/simulate.ts';
import { judgeFlow } from '../verdict/judge.ts';
import type { ObservedRun } from '../verdict/observation.ts';
import { withCauses } from './cause.ts';
import { editFinder, type ManifestTexts } from './edit/nearest-edit.ts';

/**
 * Judges what a run observed by what its scenario declares. Each mismatch has its cause, as far as the policies tell, and
 * the edit that mends it, where one is found in the texts of the manifests' files.
 */
export function judgeRun(
  observed: ObservedRun<Flow>,
  predicted: readonly SimulatedStage[],
  manifestTexts: ManifestTexts = new Map(),
): Report {
  const findEdit = editFinder(predicted, manifestTexts);
  return {
    ...observed,
    stages: observed.stages.map(({ name, description, observations, ...figures }) => {
      const results = observations.map(judgeFlow);
      const simulated = predicted.find(({ stage }) => stage.name === name);
      return {
        name,
        description,
        results: simulated ? withCauses(results, simulated, (one) => findEdit(simulated, one)) : results,
        ...figures,
      };
    }),
  };
}

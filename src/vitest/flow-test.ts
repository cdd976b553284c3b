import { describe, test } from 'vitest';
import { plan } from '../app/plan.ts';
import { expectationLabel } from '../model/label.ts';
import { testWithClusters } from './clusters.ts';
import { flowVerdicts, type FlowVerdicts } from './flow-verdicts.ts';
import type { TestRunOptions } from './job.ts';
import { callOf, failureOf, locatedError } from './located-error.ts';
import { pathOf } from './path-of.ts';

/**
 * Registers a test for every flow that a scenario declares, by stage: await it at the top of a test file. One run, made
 * before the first of them, tells all of their outcomes. Nothing is sent while tests are only listed.
 *
 * @param scenario - a scenario file, or a folder with a `scenario.yaml`; a path as in the shell, or a URL
 * @throws for a scenario that cannot be run, with every problem found.
 * @example
 * await flowTest(new URL('shop', import.meta.url), { target: { netns: {} } });
 */
export async function flowTest(scenario: string | URL, options: TestRunOptions = {}): Promise<void> {
  const call = callOf(flowTest);
  const path = pathOf(scenario);
  const { scenario: name, stages } = await plan(path, options).catch((thrown: unknown) => {
    throw locatedError(failureOf(thrown), call);
  });
  describe(name, () => {
    let verdictOn: FlowVerdicts;
    // It has time limits of its own for everything that it does.
    testWithClusters.beforeAll(async ({ clusters }) => {
      verdictOn = flowVerdicts(await clusters.verify(path, options, { call }), call);
    }, 0);
    // Vitest fails a group without a test.
    for (const stage of stages.filter(({ flows }) => flows.length > 0)) {
      describe(stage.name, () => {
        for (const flow of stage.flows) {
          test(expectationLabel(flow), async ({ annotate }) => {
            const verdict = verdictOn(stage.name, flow);
            if ('error' in verdict) throw verdict.error;
            if (verdict.note !== undefined) await annotate(verdict.note, 'warning');
          });
        }
      });
    }
  });
}

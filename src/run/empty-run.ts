import { reportedEndpoint } from '../model/reported-endpoint.ts';
import type { Cell, Scenario } from '../model/scenario.ts';
import type { ObservedRun } from '../verdict/observation.ts';
import type { RunOptions } from './run.ts';

/** What is observed of a scenario whose last stage has no flow: nothing has to be opened for that. */
export function emptyRun<F extends Cell>(
  { name, file, endpoints, stages }: Scenario<F>,
  { runId, connectTimeoutMs }: Pick<RunOptions<F>, 'runId' | 'connectTimeoutMs'>,
): ObservedRun<F> {
  return {
    scenario: name,
    file,
    runId,
    endpoints: endpoints.map(reportedEndpoint),
    environment: 'nothing was set up: there was no flow to probe',
    notes: [],
    startedAt: new Date().toISOString(),
    durationMs: 0,
    connectTimeoutMs,
    stages: stages.slice(-1).map((stage) => ({ ...stage, observations: [], probingMs: 0, probeCount: 0 })),
    policies: [],
  };
}

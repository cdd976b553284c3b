import { expect, test } from 'vitest';
import type { Scenario } from '../../src/core/model.ts';
import type { Environment } from '../../src/environments/environment.ts';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { loadScenario } from '../../src/load.ts';
import { run } from '../../src/run.ts';

/** An environment in memory where every TCP connection gets through, whatever the policies say. */
function openEverywhere({ endpoints }: Scenario): Environment {
  const sources = endpoints.map(({ name }) => ({ endpoint: name, id: `${name}/${name}-1` }));
  const facts = new Map(
    endpoints.map(({ name }, index) => [
      name,
      {
        pods: [
          {
            namespace: name,
            name: `${name}-1`,
            ips: [`10.0.0.${index}`],
            node: 'n',
            nodeIp: '172.18.0.2',
            readyPorts: [],
            restarts: 0,
          },
        ],
        clusterIps: [],
        servicePorts: [],
        nodePorts: [],
      },
    ]),
  );
  return {
    runId: 'r',
    description: 'in memory',
    notes: [],
    apply: async () => {},
    resolve: async () => ({ sources, facts }),
    facts: async () => facts,
    checkEnforcement: async () => {},
    awaitEnforcement: async () => 0,
    probe: async (_, { nonce, transfers }) =>
      transfers
        .flatMap((probes, chunk) =>
          probes.map(
            (_probe, index) => `${nonce} c${chunk} transfer ${index}|0|0|0.001|0.002|200|1|10.0.0.1|HTTP 200\n`,
          ),
        )
        .join(''),
    byHand: (command) => command,
    [Symbol.asyncDispose]: async () => {},
  };
}

test('a run holds what it observed against what the policies mean, stage by stage', async () => {
  const scenario = await loadScenario('scenarios/task-api');
  const { stages } = await run(scenario, {
    runId: 'r',
    open: async () => openEverywhere(scenario),
    connectTimeoutMs: 10,
    concurrency: 1,
    apply: true,
    progress: { step: () => {}, detail: () => {} },
    signal: neverAborted,
  });
  const causes = stages.map(({ results }) => [...new Set(results.flatMap(({ cause }) => cause?.class ?? []))]);
  expect(causes).toEqual([[], ['not-enforced'], ['not-enforced'], ['not-enforced'], ['not-enforced']]);
});

import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import type { Cell, Flow, Scenario } from '../../src/model/scenario.ts';
import type { Environment } from '../../src/environments/environment.ts';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { loadScenario } from '../../src/app/load.ts';
import { prove } from '../../src/app/prove.ts';
import { memoryEnvironment } from '../helpers/memory-environment.ts';

const scenario = await loadScenario('scenarios/task-api');
const lets = (from: string): boolean => from === 'task-api';

test('what senders find in waves is what they find at the same time, in the order that is written', async () => {
  const together = await tryIn(scenario, memoryEnvironment(scenario, lets));
  const inTurns = await tryIn(scenario, oneByOne(scenario));
  const found = ({ stages }: Report): unknown =>
    stages.map(({ name, results }) => results.map(({ flow, outcome, verdict }) => ({ name, flow, outcome, verdict })));
  expect(found(inTurns)).toEqual(found(together));
  expect(new Set(inTurns.stages.flatMap(({ results }) => results.map(({ outcome }) => outcome))).size).toBeGreaterThan(
    1,
  );
});

/**
 * As {@link memoryEnvironment}, with a single sender at a time, the last one first; others cannot be probed from, and are
 * seen to listen from their nodes.
 */
function oneByOne({ endpoints }: Scenario): Environment {
  const environment = memoryEnvironment(scenario, lets);
  let sender = '';
  return {
    ...environment,
    async *waves<F extends Cell>(flows: readonly F[]) {
      for (const { name } of endpoints.toReversed()) {
        const own = flows.filter(({ from }) => from === name);
        if (own.length === 0) continue;
        sender = name;
        yield own;
      }
    },
    async resolve(all) {
      const { sources, facts } = await environment.resolve(all);
      const seen = endpoints.flatMap(({ name, ports }) => {
        const listens = ports.map(({ number }) => ({ port: number, seenBy: 'its readiness probe' }));
        const known = facts.get(name);
        return known ? [[name, { ...known, pods: known.pods.map((pod) => ({ ...pod, listens })) }] as const] : [];
      });
      return { sources: sources.filter(({ endpoint }) => endpoint === sender), facts: new Map(seen) };
    },
  };
}

async function tryIn(tried: Scenario, environment: Environment): Promise<Report> {
  return await prove(tried, {
    runId: 'r',
    open: async () => environment,
    connectTimeoutMs: 10,
    apply: true,
    progress: { step: () => {}, detail: () => {} },
    signal: neverAborted,
  });
}

test('a host that was seen to listen in one wave is known to listen in the next', async () => {
  const position = { file: 's.yaml', line: 1, column: 1 };
  const client = { kind: 'client', position, ports: [], namespace: 'n', labels: {}, replicas: 1 } as const;
  const port = { number: 443, protocol: 'tcp' } as const;
  const bank = { kind: 'host', name: 'bank', position, host: '203.0.113.7', ports: [port] } as const;
  const flow = (from: string, wanted: Flow['expect']): Flow => ({ from, to: 'bank', port, expect: wanted, position });
  const flows = [flow('may', 'allowed'), flow('may-not', 'blocked')];
  const toHost: Scenario = {
    name: 's',
    file: 's.yaml',
    endpoints: [{ ...client, name: 'may' }, { ...client, name: 'may-not' }, bank],
    standing: [],
    stages: [{ name: 'only', manifests: [], flows }],
  };
  const environment: Environment = {
    ...memoryEnvironment(toHost, (from) => from === 'may'),
    async *waves<F extends Cell>(all: readonly F[]) {
      for (const one of all) yield [one];
    },
  };
  const { stages } = await tryIn(toHost, environment);
  expect(stages[0]?.results.map(({ outcome }) => outcome)).toEqual(['as-expected', 'as-expected']);
});

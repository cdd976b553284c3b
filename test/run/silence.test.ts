import { expect, test } from 'vitest';
import { maxRounds } from '../../src/verdict/judge.ts';
import type { FlowResult, Report } from '../../src/model/report.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import type { Batch } from '../../src/probe/batch.ts';
import type { Environment } from '../../src/environments/environment.ts';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { prove } from '../../src/app/prove.ts';
import { memoryEnvironment } from '../helpers/memory-environment.ts';

const position = { file: 's.yaml', line: 1, column: 1 };
const names = ['a', 'b', 'c'];
const leak = 'a>b';

/** Three pods that reach each other, of which a is declared not to reach b. */
const scenario: Scenario = {
  name: 's',
  file: 's.yaml',
  endpoints: names.map((name) => ({
    kind: 'pods',
    name,
    position,
    namespace: name,
    podSelector: {},
    sends: true,
    replicas: 1,
    ports: [{ number: 80, protocol: 'tcp' }],
    via: 'pod',
  })),
  standing: [],
  stages: [
    {
      name: 'only',
      manifests: [],
      flows: names.flatMap((from) =>
        names
          .filter((to) => to !== from)
          .map((to) => ({
            from,
            to,
            port: { number: 80, protocol: 'tcp' as const },
            expect: `${from}>${to}` === leak ? ('blocked' as const) : ('allowed' as const),
            position,
          })),
      ),
    },
  ],
};

/** What a try of a path meets in a round: the pair, `=` for a server's look at itself. */
type Fate = (pair: string, round: number) => 'answer' | 'silence' | 'lost';

/** An environment in memory in which each try has its fate, and whose probes stand still for so many seconds. */
function fateful(fate: Fate, stallSeconds: (round: number) => number = () => 0): Environment {
  const ends = memoryEnvironment(scenario, () => true);
  const nameOf = (host: string): string => names[Number(host.split('.').at(-1))] ?? host;
  const tries = new Map<string, number>();
  const linesOf = (from: string, { nonce, transfers, beatSeconds }: Batch): string[] => {
    let round = 0;
    const lines = transfers.flatMap((probes, chunk) =>
      probes.flatMap((probe, index) => {
        const to = nameOf(probe.host);
        const pair = from === to ? `=${to}` : `${from}>${to}`;
        round = (tries.get(pair) ?? 0) + 1;
        tries.set(pair, round);
        const met = fate(pair, round);
        if (met === 'lost') return [];
        const said = met === 'answer' ? '0|0|0.001|0.002|200|1||' : '28|0|0|0.01|0|0||timed out';
        return [`${nonce} c${chunk} transfer ${index}|${said}`];
      }),
    );
    return [`${nonce} started 100`, ...lines, `${nonce} beat ${100 + beatSeconds + stallSeconds(round)}`];
  };
  return {
    ...ends,
    probe: async ({ endpoint }, batch) =>
      linesOf(endpoint, batch)
        .map((line) => `${line}\n`)
        .join(''),
  };
}

async function tryIn(environment: Environment): Promise<Report> {
  return await prove(scenario, {
    runId: 'r',
    open: async () => environment,
    connectTimeoutMs: 10,
    apply: true,
    progress: { step: () => {}, detail: () => {} },
    signal: neverAborted,
  });
}

/** What became of the flow that is declared blocked. */
async function blockIn(environment: Environment): Promise<FlowResult | undefined> {
  const { stages } = await tryIn(environment);
  return stages[0]?.results.find(({ flow }) => flow.expect === 'blocked');
}

async function outcomesIn(environment: Environment): Promise<Record<string, string>> {
  const { stages } = await tryIn(environment);
  const results = stages.flatMap((stage) => stage.results);
  return Object.fromEntries(results.map(({ flow, outcome }) => [`${flow.from}>${flow.to}`, outcome]));
}

test('a silence is a block where everything around it answers', async () => {
  const outcomes = await outcomesIn(fateful((pair) => (pair === leak ? 'silence' : 'answer')));
  expect(new Set(Object.values(outcomes))).toEqual(new Set(['as-expected']));
});

test('a leak whose first answer was lost with that of a neighbour is found', async () => {
  const outcomes = await outcomesIn(
    fateful((pair, round) => (round === 1 && (pair === leak || pair === 'a>c') ? 'silence' : 'answer')),
  );
  expect(outcomes).toMatchObject({ [leak]: 'mismatch', 'a>c': 'flaky', 'c>b': 'as-expected' });
});

test('where neighbours are lost again and again, silence proves nothing', async () => {
  const outcomes = await outcomesIn(
    fateful((pair, round) => (pair === leak || (pair === 'a>c' && round !== 2) ? 'silence' : 'answer')),
  );
  expect(outcomes[leak]).toBe('inconclusive');
});

test('where neighbours are lost every other time, a block is proven by the rounds in between', async () => {
  const outcomes = await outcomesIn(
    fateful((pair, round) => (pair === leak || (pair === 'a>c' && round % 2 === 1) ? 'silence' : 'answer')),
  );
  expect(outcomes[leak]).toBe('as-expected');
});

test('a leak that nobody could hear, since the probe stood still, is found', async () => {
  const environment = fateful(
    (pair, round) => (pair === leak && round === 1 ? 'silence' : 'answer'),
    (round) => (round === 1 ? 5 : 0),
  );
  expect(await outcomesIn(environment)).toMatchObject({ [leak]: 'mismatch' });
});

test('a probe that stands still whenever it is tried proves nothing, and says why', async () => {
  const result = await blockIn(
    fateful(
      (pair) => (pair === leak ? 'silence' : 'answer'),
      () => 5,
    ),
  );
  expect(result).toMatchObject({
    outcome: 'inconclusive',
    explanation: 'its silence proves nothing: the probe stood still for 5 s of its 0.04 s',
  });
  expect(result?.attempts.map(({ stallSeconds }) => stallSeconds)).toEqual(Array.from({ length: maxRounds }, () => 5));
});

test('a probe that stands still for most of its time whenever it is tried waits longer, and then proves a block', async () => {
  const result = await blockIn(
    fateful(
      (pair) => (pair === leak ? 'silence' : 'answer'),
      () => 0.01,
    ),
  );
  expect(result?.outcome).toBe('as-expected');
  expect(result?.attempts.map(({ connectTimeoutMs }) => connectTimeoutMs)).toEqual([undefined, undefined, 20, 20, 40]);
});

const checks: readonly (readonly [string, (round: number) => ReturnType<Fate>, string])[] = [
  ['its look at itself was lost once', (round: number) => (round === 1 ? 'lost' : 'answer'), 'as-expected'],
  ['it did not see itself once', (round: number) => (round === 1 ? 'silence' : 'answer'), 'as-expected'],
  ['it never sees itself', () => 'silence', 'inconclusive'],
];

test.for(checks)('a server is known to listen, or not, where %s', async ([, check, outcome]) => {
  const environment = fateful((pair, round) =>
    pair === '=b' ? check(round) : pair === leak || pair === 'c>b' ? 'silence' : 'answer',
  );
  expect((await outcomesIn(environment))[leak]).toBe(outcome);
});

test('a server that has stopped to see itself is no longer known to listen, whatever it did before', async () => {
  const environment = fateful((pair, round) => {
    if (pair === '=b' || pair === 'c>b') return round === 1 ? 'answer' : 'silence';
    return pair === leak || (pair === 'a>c' && round === 1) ? 'silence' : 'answer';
  });
  expect((await outcomesIn(environment))[leak]).toBe('inconclusive');
});

import { expect, test } from 'vitest';
import { flowLabel } from '../../src/model/label.ts';
import { UsageError } from '../../src/model/errors.ts';
import { loadScenario } from '../../src/app/load.ts';
import { explain } from '../../src/analysis/explain.ts';

const scenario = await loadScenario('scenarios/task-api');

test.for([
  [{ from: 'task-api', to: 'postgres:5432' }, 'task-api → postgres:5432 databases allowed allowed', 'the last stage'],
  [{ from: 'task-api', to: 'postgres' }, 'task-api → postgres:5432 databases allowed allowed', 'its only port'],
  [
    { from: 'task-api', to: 'postgres', stage: 'dns' },
    'task-api → postgres:5432 dns blocked blocked',
    'a stage by name',
  ],
  [
    { from: 'task-api', to: 'coredns:53/udp' },
    'task-api → coredns:53/dns databases allowed allowed',
    'as scenarios do',
  ],
  [{ from: 'web', to: 'redis:99' }, 'web → redis:99 databases undeclared unknown', 'the Service has no such port'],
] as const)('%j is answered with %s: %s', ([question, answer]) => {
  const { stage, prediction, declared } = explain(scenario, question);
  const { flow, verdict } = prediction;
  expect(`${flowLabel(flow)} ${stage} ${declared?.expect ?? 'undeclared'} ${verdict}`).toBe(answer);
});

test.for([
  [{ from: 'nobody', to: 'postgres' }, 'no endpoint is called "nobody"; there is coredns, external'],
  [{ from: 'gateway', to: 'task-pai:8000' }, 'no endpoint is called "task-pai"; did you mean "task-api"?'],
  [{ from: 'gateway', to: 'task-api:http' }, '"http" is no port; the scenario has task-api:8000'],
  [{ from: 'gateway', to: 'coredns' }, '"coredns" needs a port; the scenario has coredns:53/dns, coredns:53/dns-tcp'],
  [{ from: 'coredns', to: 'gateway' }, '"gateway" serves no port: it only sends'],
  [{ from: 'gateway', to: 'web', stage: 'dsn' }, 'no stage is called "dsn"; did you mean "dns"?'],
] as const)('%j is refused: %s', ([question, text]) => {
  expect(() => explain(scenario, question)).toThrow(text);
  expect(() => explain(scenario, question)).toThrow(UsageError);
});

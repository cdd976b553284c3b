import { expect, test } from 'vitest';
import { simulate } from '../../src/simulation/simulate.ts';
import { scenarioOf } from '../helpers/scenario.ts';
import { podManifest, policyManifest } from '../helpers/world.ts';

const lookups = '{ ports: [{ port: 53, protocol: UDP }] }';

test.for<[why: string, egress: string, verdict: string]>([
  ['policies see the port of its nodes', `${lookups}, { ports: [{ port: 6443 }] }`, 'allowed'],
  ['and not the one of its Service', `${lookups}, { ports: [{ port: 443 }] }`, 'blocked'],
  ['it is no pod, so that no selector selects it', `${lookups}, { to: [{ namespaceSelector: {} }] }`, 'blocked'],
  ['it is called by its name, which takes a look-up', '{ ports: [{ port: 6443 }] }', 'blocked'],
])('the API server need not be declared: %s', ([, egress, verdict]) => {
  const scenario = scenarioOf(
    `name: short
manifests: [world.yaml]
endpoints: { api: { pods: { namespace: default, workload: pod/api } } }
flows: [{ from: api, to: 'api-server:443', expect: allowed }]
`,
    {
      'world.yaml': [
        podManifest('default/api app=api http:80'),
        policyManifest('default/api', `{ podSelector: {}, policyTypes: [Egress], egress: [${egress}] }`),
      ].join('\n---\n'),
    },
  );
  const predictions = simulate(scenario).flatMap((stage) => stage.predictions);
  expect(predictions.map((prediction) => prediction.verdict)).toEqual([verdict]);
});

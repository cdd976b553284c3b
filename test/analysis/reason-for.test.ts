import { expect, test } from 'vitest';
import { reasonFor } from '../../src/analysis/check.ts';
import { simulate } from '../../src/simulation/simulate.ts';
import { scenarioOf } from '../helpers/scenario.ts';
import { podManifest, policyManifest } from '../helpers/world.ts';

function predictionWith(egress: string) {
  const scenario = scenarioOf(
    `name: shop
manifests: [shop.yaml]
endpoints:
  cart: { pods: { namespace: default, workload: pod/cart } }
  bank: { host: { address: bank.example, ports: [443] } }
flows: [{ from: cart, to: 'bank:443', expect: allowed }]`,
    {
      'shop.yaml': [
        podManifest('default/cart app=cart'),
        policyManifest('default/p', `{ podSelector: {}, policyTypes: [Egress], egress: [${egress}] }`),
      ].join('\n---\n'),
    },
  );
  const [prediction] = simulate(scenario)[0]?.predictions ?? [];
  if (!prediction) throw new Error('no prediction');
  return prediction;
}

test('a name that cannot be looked up is the reason, whatever stops the look-up', () => {
  expect(reasonFor(predictionWith('{ ports: [{ port: 443 }] }'), 'blocked')).toMatchObject({
    code: 'name-not-looked-up',
    text: expect.stringMatching(/^its name cannot be looked up: no egress rule of p /),
  });
});

test('where the way to some DNS servers is open only, neither rule is the reason', () => {
  const prediction = predictionWith('{ ports: [{ port: 443 }] }, { to: [{ ipBlock: { cidr: 192.168.0.2/32 } }] }');
  expect(prediction.verdict).toBe('mixed');
  expect(reasonFor(prediction, 'blocked').code).toBe('name-not-looked-up');
  expect(reasonFor(prediction, 'allowed').code).toBe('dns-server-decides');
});

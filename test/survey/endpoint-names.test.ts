import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Workload } from '../../src/kubernetes/workload.ts';
import { endpointNames } from '../../src/survey/endpoint-names.ts';

const workload = (text: string): Workload => {
  const [namespace = '', kind = '', name = ''] = text.split('/');
  return {
    namespace,
    kind,
    name,
    owner: { kind, name },
    labels: {},
    containerPorts: [],
    hostNetwork: false,
    nodeDns: false,
    ips: [],
    annotations: {},
    replicas: 1,
    firstOrdinal: 0,
    podSelector: {},
  };
};
const reserved = ['stranger'];

test.for([
  ['shop/deployment/api shop/deployment/web', 'api web', 'names that are unique'],
  ['shop/deployment/api data/deployment/api data/deployment/db', 'shop.api data.api db', 'two namespaces'],
  ['shop/deployment/api shop/statefulset/api', 'shop.deployment.api shop.statefulset.api', 'two kinds'],
  ['shop/deployment/stranger', 'shop.stranger', 'a name that surveys have'],
  [
    'shop/deployment/api data/deployment/api x/pod/shop.api',
    'shop.deployment.api data.api x.shop.api',
    'a pod called as another workload would be',
  ],
] as const)('%s: %s', ([texts, names]) => {
  expect(endpointNames(texts.split(' ').map(workload), reserved).join(' ')).toBe(names);
});

test('names are unique, whatever workloads are called', () => {
  const part = fc.constantFrom('a', 'b', 'a.b', 'pod', 'stranger', 'a-2', 'a.pod.b');
  const texts = fc.uniqueArray(fc.tuple(part, fc.constantFrom('pod', 'job'), part).map((parts) => parts.join('/')));
  const property = fc.property(texts, (all) => {
    const names = endpointNames(all.map(workload), reserved);
    expect(new Set([...names, ...reserved]).size).toBe(all.length + reserved.length);
  });
  fc.assert(property);
});

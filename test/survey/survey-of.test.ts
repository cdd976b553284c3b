import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../src/model/scenario.ts';
import { scenarioSchema } from '../../src/scenario/schema.ts';
import { UsageError } from '../../src/model/errors.ts';
import { expandLive, surroundingManifests } from '../../src/survey/expand.ts';
import { surveyOf } from '../../src/survey/survey-of.ts';
import { writeScenario } from '../../src/survey/write-scenario.ts';
import { dnsObjects, liveNamespace, liveObjects, liveService, liveWorkload } from '../helpers/live.ts';

const apiServer = { host: '10.96.0.1', port: 443 };
const outside = { host: '1.1.1.1', port: 443 };
const drawn = (...texts: readonly (readonly KubernetesObject[])[]) =>
  surveyOf({
    namespace: 'shop',
    manifests: liveObjects(...texts),
    toolNamespace: 'flowproof',
    apiServer,
    outside,
  });

test('a namespace as it is: workloads, DNS, and who should not get in or out', () => {
  const manifests = [
    liveNamespace('shop'),
    liveNamespace('database'),
    dnsObjects,
    liveWorkload('shop/api', { replicas: 3, ports: [8080] }),
    liveService('shop/api', { app: 'api', ports: [80] }),
    liveService('shop/api-admin', { app: 'api', ports: [81] }),
    liveWorkload('shop/web', { ports: [8080, '9000/UDP', '7777/SCTP'] }),
    liveWorkload('shop/worker'),
    liveWorkload('shop/agent', { kind: 'DaemonSet', replicas: 3, hostNetwork: true }),
    liveWorkload('shop/slow', { ready: 0 }),
    liveWorkload('shop/idle', { replicas: 0 }),
    liveWorkload('shop/migration', { kind: 'Job', ready: 1 }),
    liveWorkload('shop/yesterday', { kind: 'Job', ready: 0 }),
    liveWorkload('shop/debug', { kind: 'Pod' }),
    liveWorkload('shop/bare', { kind: 'Pod', labels: {} }),
    liveWorkload('database/postgres', { kind: 'StatefulSet', ports: [5432] }),
    liveService('database/postgres', { app: 'postgres', ports: [5432], clusterIP: 'None' }),
  ];
  const { draft, notes } = drawn(...manifests);
  expect(writeScenario(draft)).toMatchInlineSnapshot(`
    "name: shop

    endpoints:
      api: { pods: { namespace: shop, workload: deployment/api, service: api, ports: [80] } }
      web: { pods: { namespace: shop, workload: deployment/web, ports: [8080, '9000/udp'] } }
      worker: { pods: { namespace: shop, workload: deployment/worker } }
      migration: { pods: { namespace: shop, workload: job/migration } }
      debug: { pods: { namespace: shop, workload: pod/debug } }
      postgres: { pods: { namespace: database, workload: statefulset/postgres, service: postgres, via: pod, ports: [5432] } }
      stranger: { client: { namespace: flowproof } }
      kube-dns: { host: { address: '10.96.0.10', ports: ['53/dns', '53/dns-tcp'] } }
      api-server: { host: { address: '10.96.0.1', ports: [443] } }
      metadata: { host: { address: '169.254.169.254', ports: [80] } }
      outside-address: { host: { address: '1.1.1.1', ports: [443] } }

    "
  `);
  expect(notes.join('\n')).toMatchInlineSnapshot(`
    "shop daemonset/agent is left out: its pods use their node's network, which no policy selects.
    shop deployment/slow is left out: none of its pods is Ready.
    shop deployment/idle is left out: it is scaled to zero.
    shop pod/bare is left out: its pod has no labels, by which it could be told from others.
    shop deployment/api is probed through Service api; api-admin leads there, too.
    shop deployment/web serves SCTP on 7777, which is not probed."
  `);
  const { endpoints, stages } = expandLive(draft, [
    ...surroundingManifests({ toolNamespace: 'flowproof', apiServer }),
    ...liveObjects(...manifests),
  ]);
  expect(endpoints.map(({ name }) => name)).toEqual(Object.keys(draft.endpoints));
  expect(stages.map(({ flows }) => flows.length)).toEqual([59]);
});

test('a namespace without a pod to probe is an error that says what there is', () => {
  const look = (): unknown => drawn(liveNamespace('shop'), dnsObjects, liveWorkload('shop/slow', { ready: 0 }));
  expect(look).toThrow(UsageError);
  expect(look).toThrow('shop deployment/slow is left out: none of its pods is Ready.');
});

test('a cluster without kube-dns is surveyed all the same', () => {
  const { draft, notes } = drawn(liveNamespace('shop'), liveWorkload('shop/api'));
  expect(Object.keys(draft.endpoints)).toEqual(['api', 'stranger', 'api-server', 'metadata', 'outside-address']);
  expect(notes.join()).toMatch(/^Look-ups are not probed/);
});

test('nobody beyond the cluster is tried where that is not wanted', () => {
  const manifests = liveObjects(liveNamespace('shop'), liveWorkload('shop/api'));
  const { draft } = surveyOf({ namespace: 'shop', manifests, toolNamespace: 'flowproof', apiServer });
  expect(Object.keys(draft.endpoints)).toEqual(['api', 'stranger', 'api-server']);
});

test('whatever is in the namespaces, the scenario is one, and its text is read back', () => {
  const name = fc.constantFrom('api', 'web', 'a.b', 'x-1', 'stranger', 'metadata', 'true', 'null', 'y');
  const port = fc.constantFrom(80, 53, '53/UDP', '9000/UDP', '7/SCTP', 65_535);
  const ports = fc.uniqueArray(port, { maxLength: 3 });
  const one = fc.record({
    namespace: fc.constantFrom('shop', 'data'),
    name,
    kind: fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'),
    ready: fc.constantFrom(0, 1),
    hostNetwork: fc.boolean(),
    ports,
    service: fc.option(
      fc.record({ ports: fc.uniqueArray(port, { minLength: 1 }), clusterIP: fc.constantFrom('None', '10.96.3.4') }),
    ),
  });
  const identity = (spec: { namespace: string; kind: string; name: string }): string =>
    [spec.namespace, spec.kind, spec.name].join('/');
  const property = fc.property(fc.uniqueArray(one, { maxLength: 6, selector: identity }), (all) => {
    const manifests = [
      ...['shop', 'data'].map(liveNamespace),
      dnsObjects,
      liveWorkload('shop/always', { ports: [80] }),
      ...all.flatMap(({ namespace, name: own, service, ...spec }, index) => [
        liveWorkload(`${namespace}/${own}`, spec),
        ...(service ? [liveService(`${namespace}/service-${index}`, { app: own, ...service })] : []),
      ]),
    ];
    const { draft } = drawn(...manifests);
    expect(scenarioSchema.parse(draft)).toEqual(draft);
    expect(parse(writeScenario(draft))).toEqual(draft);
    const { endpoints } = expandLive(draft, [
      ...surroundingManifests({ toolNamespace: 'flowproof', apiServer }),
      ...liveObjects(...manifests),
    ]);
    expect(endpoints.map((endpoint) => endpoint.name).toSorted()).toEqual(Object.keys(draft.endpoints).toSorted());
  });
  fc.assert(property, { numRuns: 60 });
});

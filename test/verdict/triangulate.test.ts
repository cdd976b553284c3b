import { expect, test } from 'vitest';
import type { EndpointFacts } from '../../src/model/facts.ts';
import type { AttemptVerdict, Triangulation } from '../../src/model/report.ts';
import type { Expectation } from '../../src/model/scenario.ts';
import { crossPaths, cutOf, triangulate } from '../../src/verdict/triangulate.ts';
import { attemptOf, observationOf } from '../helpers/report.ts';

test.for<[toControl: AttemptVerdict, fromControl: AttemptVerdict, side: Triangulation['side'] | undefined]>([
  ['blocked', 'allowed', 'egress'],
  ['refused', 'allowed', undefined],
  ['allowed', 'blocked', 'ingress'],
  ['allowed', 'refused', 'ingress'],
  ['blocked', 'blocked', 'both'],
  ['allowed', 'allowed', 'neither'],
  ['failed', 'allowed', undefined],
  ['allowed', 'failed', undefined],
  ['inconclusive', 'blocked', undefined],
])('%s to the control and %s from there is %s', ([toControl, fromControl, side]) => {
  const attempts = [attemptOf({ verdict: toControl }), attemptOf({ verdict: fromControl })] as const;
  expect(triangulate(...attempts)?.side).toBe(side);
});

const source = { endpoint: 'api', id: 'shop/api' };
const facts: EndpointFacts = {
  pods: ['10.0.0.1', '10.0.0.2'].map((ip) => ({
    namespace: 'db',
    name: `db-${ip}`,
    ips: [ip],
    node: 'n',
    nodeIp: '172.18.0.2',
    restarts: 0,
    listens: [],
  })),
  clusterIps: ['10.96.0.1'],
  servicePorts: [
    {
      number: 80,
      protocol: 'TCP',
      backends: new Map([
        ['10.0.0.1', 8080],
        ['10.0.0.2', 9090],
      ]),
    },
  ],
  nodePorts: [],
};
const pathTo = (host: string, port: number, wanted: Expectation = 'allowed') => ({
  source,
  probe: { protocol: 'tcp' as const, host, port },
  expect: wanted,
});
const dropped = { flow: 'api → db:80', seen: 'blocked', listening: 'seen' } as const;
const inside = { facts, fromOutside: false };

test.for([
  ['the pod behind a Service, on its own port', pathTo('10.96.0.1', 80), { host: '10.0.0.1', port: 8080 }],
  ['the pod that was dialled', pathTo('10.0.0.2', 9090), { host: '10.0.0.2', port: 9090 }],
] as const)('the control tries %s', ([, path, target]) => {
  expect(cutOf(observationOf(dropped), path, inside)).toEqual({ source, target });
});

test('a host outside is tried where it was dialled', () => {
  const cut = cutOf(observationOf(dropped), pathTo('203.0.113.7', 80), { facts: undefined, fromOutside: false });
  expect(cut?.target).toEqual({ host: '203.0.113.7', port: 80 });
});

test.for([
  ['should be dropped', dropped, 'blocked'],
  ['got through', { ...dropped, seen: 'allowed' }, 'blocked'],
  ['was rejected instead of dropped', { ...dropped, seen: 'refused' }, 'blocked'],
  ['was never tried, for want of its name', { ...dropped, seen: 'dns-no-answer' }, 'allowed'],
  ['found no listener', { ...dropped, seen: 'refused', listening: undefined }, 'allowed'],
  ['may have no listener', { ...dropped, listening: undefined }, 'allowed'],
  ['may have been lost by accident', { ...dropped, doubt: { chance: 1, because: 'all were lost' } }, 'allowed'],
  ['lost its target meanwhile', { ...dropped, disturbance: 'pod db/db restarted' }, 'allowed'],
  ['is UDP', { ...dropped, flow: 'api → db:53/dns' }, 'allowed'],
] as const)('a flow that %s is not triangulated', ([, spec, wanted]) => {
  expect(cutOf(observationOf(spec), pathTo('10.0.0.1', 8080, wanted), inside)).toBeUndefined();
});

test('a sender outside is not triangulated, for it reaches no pod', () => {
  expect(cutOf(observationOf(dropped), pathTo('172.18.0.2', 30_080), { facts, fromOutside: true })).toBeUndefined();
});

test('both probes use the port that policies see, and addresses of one family', () => {
  const control = { source: { endpoint: 'control', id: 'flowproof/control' }, ips: ['10.0.9.9', 'fd00::9'] };
  const ports = { host: 'fd00::1', port: 8080 };
  expect(crossPaths({ source, target: ports }, control)).toEqual([
    { source, probe: { protocol: 'tcp', host: 'fd00::9', port: 8080 } },
    { source: control.source, probe: { protocol: 'tcp', host: 'fd00::1', port: 8080 } },
  ]);
});

import { expect, test } from 'vitest';
import type { EndpointFacts } from '../../src/model/facts.ts';
import { proveListening, type Sighting } from '../../src/verdict/listening.ts';
import type { Attempt, AttemptVerdict } from '../../src/model/report.ts';
import type { HostEndpoint, PodsEndpoint, Port } from '../../src/model/scenario.ts';

const http: Port = { number: 80, protocol: 'tcp' };
const position = { file: 's.yaml', line: 1, column: 1 };
const api: PodsEndpoint = {
  kind: 'pods',
  name: 'api',
  position,
  namespace: 'shop',
  podSelector: {},
  sends: true,
  replicas: 2,
  ports: [http],
  via: 'service',
};

function factsOf(readyPorts: readonly (readonly number[])[]): ReadonlyMap<string, EndpointFacts> {
  const pods = readyPorts.map((ports, index) => ({
    namespace: 'shop',
    name: `api-${index}`,
    ips: [`10.0.0.${index}`],
    node: 'n1',
    nodeIp: '172.18.0.2',
    listens: ports.map((port) => ({ port, seenBy: 'its readiness probe' })),
    restarts: 0,
  }));
  // The Service's port 80 leads to the pods' 8000.
  const backends = new Map(pods.map(({ ips }) => [ips[0] ?? '', 8000]));
  const servicePorts = [{ number: 80, protocol: 'TCP' as const, backends }];
  return new Map([['api', { pods, clusterIps: ['10.96.0.5'], servicePorts, nodePorts: [] }]]);
}

function attempt(verdict: AttemptVerdict): Attempt {
  return { round: 1, source: 'shop/gateway', address: '10.0.0.1:8000', verdict, tool: 'curl' };
}

const inside = (verdict: AttemptVerdict, { endpoint = 'api', port = http, pod = 'api-0' } = {}) => ({
  endpoint,
  port,
  source: { endpoint, id: `shop/${pod}` },
  probe: { protocol: 'tcp' as const, host: '10.0.0.0', port: 8000 },
  attempt: attempt(verdict),
});

test.for([
  {
    checks: [inside('allowed')],
    readyPorts: [[]],
    proof: /^shop\/api-0 listens: seen from inside its own pod$/,
    why: 'its own pod saw it',
  },
  {
    checks: [inside('allowed', { pod: 'stranger' })],
    readyPorts: [[]],
    proof: /^seen by /,
    why: 'a client that nobody asked about it saw it',
  },
  {
    checks: [inside('blocked', { pod: 'stranger' })],
    readyPorts: [[]],
    proof: /^nobody saw it$/,
    why: 'a client that saw nothing has seen nothing',
  },
  {
    checks: [inside('allowed'), inside('allowed', { pod: 'api-1' })],
    readyPorts: [[], []],
    proof: /^shop\/api-0, shop\/api-1 listens/,
    why: 'each of its pods saw it',
  },
  { checks: [inside('allowed')], readyPorts: [[], []], proof: /^nobody saw it$/, why: 'nobody saw its other pod' },
  {
    checks: [inside('allowed')],
    readyPorts: [[], [8000]],
    proof:
      /^shop\/api-0 listens: seen from inside its own pod; seen by the kubelet: shop\/api-1 \(its readiness probe\)$/,
    why: 'its other pod has a readiness probe',
  },
  {
    checks: [inside('refused')],
    readyPorts: [[], [8000]],
    proof: /^nobody saw it$/,
    why: 'its other pod alone has a readiness probe',
  },
  {
    checks: [inside('allowed'), inside('blocked', { pod: 'api-1' })],
    readyPorts: [[], []],
    proof: /^nobody saw it$/,
    why: 'one of its pods did not see it',
  },
  {
    checks: [inside('allowed'), inside('refused', { port: { number: 81, protocol: 'tcp' } })],
    readyPorts: [[]],
    proof: /^shop\/api-0 listens/,
    why: 'it is another port that does not',
  },
  {
    checks: [inside('allowed', { endpoint: 'web' })],
    readyPorts: [[]],
    proof: /^nobody saw it$/,
    why: 'it is another endpoint that does',
  },
  {
    checks: [],
    readyPorts: [[8000], [8000]],
    proof: /^seen by the kubelet: shop\/api-0 \(its readiness probe\), shop\/api-1/,
    why: 'every readiness probe is for it',
  },
  { checks: [], readyPorts: [[8000], []], proof: /^nobody saw it$/, why: 'one pod has no readiness probe' },
  { checks: [], readyPorts: [[80], [80]], proof: /^nobody saw it$/, why: 'the probe is for another port of the pod' },
  { checks: [], readyPorts: [], proof: /^nobody saw it$/, why: 'there is no pod' },
  {
    checks: [inside('refused')],
    readyPorts: [[8000]],
    proof: /^nobody saw it$/,
    why: 'seen from inside, it does not listen',
  },
])('a port is known to listen where $why: $proof', ({ checks, readyPorts, proof }) => {
  const facts = factsOf(readyPorts);
  const found = proveListening([api], { checks, flows: [], facts, earlier: new Map() }).get('api:80');
  expect(found ?? 'nobody saw it').toMatch(proof);
});

test('a readiness probe over TCP says nothing of a UDP port', () => {
  const udp: PodsEndpoint = { ...api, ports: [{ number: 80, protocol: 'udp' }] };
  const facts = factsOf([[80], [80]]);
  expect(proveListening([udp], { checks: [], flows: [], facts, earlier: new Map() }).size).toBe(0);
});

const seen = (verdict: AttemptVerdict, { to = 'api', port = http } = {}): Sighting => ({
  flow: { to, port },
  attempt: attempt(verdict),
});

test.for([
  { flows: [seen('blocked'), seen('allowed')], checks: [], proof: 'seen by shop/gateway', why: 'a flow got through' },
  { flows: [seen('blocked'), seen('refused')], checks: [], why: 'none did' },
  { flows: [seen('allowed', { to: 'web' })], checks: [], why: 'one got through to another endpoint' },
  { flows: [seen('allowed', { port: { number: 81, protocol: 'tcp' } })], checks: [], why: 'one did to another port' },
  {
    flows: [seen('allowed')],
    checks: [inside('failed')],
    proof: 'seen by shop/gateway',
    why: 'one did, and its look at itself was lost',
  },
  { flows: [seen('allowed')], checks: [inside('blocked')], why: 'one did, and it does not see itself' },
] satisfies { flows: Sighting[]; checks: ReturnType<typeof inside>[]; proof?: string; why: string }[])(
  'what flows show of a port: $why: $proof',
  ({ flows, checks, proof }) => {
    const facts = factsOf([[]]);
    expect(proveListening([api], { checks, flows, facts, earlier: new Map() }).get('api:80')).toBe(proof);
  },
);

test('what an earlier stage showed still holds of a host outside, and of no pod', () => {
  const bank: HostEndpoint = { kind: 'host', name: 'bank', position, host: '203.0.113.7', ports: [http] };
  const earlier = new Map([
    ['api:80', 'seen by shop/web'],
    ['bank:80', 'seen by shop/worker'],
  ]);
  const prove = (flows: readonly Sighting[]) =>
    proveListening([api, bank], { checks: [], flows, facts: factsOf([[]]), earlier });
  expect(prove([])).toEqual(new Map([['bank:80', 'seen by shop/worker']]));
  expect(prove([seen('allowed', { to: 'bank' })]).get('bank:80')).toBe('seen by shop/gateway');
  expect(proveListening([bank], { checks: [], flows: [], facts: new Map(), earlier: new Map() }).size).toBe(0);
});

test('a host that is the environment’s own is seen by itself, at each of its addresses', () => {
  const bank: HostEndpoint = { kind: 'host', name: 'bank', position, host: '203.0.113.7', ports: [http] };
  const own = (verdict: AttemptVerdict) => inside(verdict, { endpoint: 'bank' });
  const prove = (...checks: ReturnType<typeof own>[]) =>
    proveListening([bank], { checks, flows: [], facts: new Map(), earlier: new Map() }).get('bank:80');
  expect(prove(own('allowed'), own('allowed'))).toBe('bank listens: seen from its own network');
  expect(prove(own('allowed'), own('blocked'))).toBeUndefined();
  expect(prove(inside('allowed'))).toBeUndefined();
});

test.for([
  { to: ['10.0.0.0:8000', '10.0.0.1:8000'], pods: 2, proof: 'seen by shop/gateway', why: 'one got through to each' },
  { to: ['10.0.0.1:8000', '10.0.0.1:8000'], pods: 2, why: 'none got through to the first' },
  { to: ['10.0.0.0:8000'], pods: 2, why: 'none got through to the second' },
  { to: ['10.96.0.5:80'], pods: 2, why: 'nobody knows to which the Service led' },
  { to: ['10.96.0.5:80'], pods: 1, proof: 'seen by shop/gateway', why: 'the Service leads to no other' },
  { to: ['10.0.0.0:8000'], pods: 0, why: 'there is no pod any more' },
])('flows to $to show that each of $pods pods listens or not: $why', ({ to, pods, proof }) => {
  const flows = to.map((address): Sighting => {
    const { flow, attempt: tried } = seen('allowed');
    return { flow, attempt: { ...tried, address } };
  });
  const facts = factsOf(Array.from({ length: pods }, () => []));
  expect(proveListening([api], { checks: [], flows, facts, earlier: new Map() }).get('api:80')).toBe(proof);
});

test('of several pods each may be shown to listen in another way', () => {
  const facts = factsOf([[], [8000], []]);
  const flows: Sighting[] = [
    { flow: { to: 'api', port: http }, attempt: { ...attempt('allowed'), address: '10.0.0.2:8000' } },
  ];
  const found = proveListening([api], { checks: [inside('allowed')], flows, facts, earlier: new Map() });
  expect(found.get('api:80')).toBe(
    'shop/api-0 listens: seen from inside its own pod; seen by shop/gateway; seen by the kubelet: shop/api-1 (its readiness probe)',
  );
});

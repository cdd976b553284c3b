import { expect, test } from 'vitest';
import type { EndpointFacts } from '../../src/core/facts.ts';
import { proveListening } from '../../src/core/listening.ts';
import type { Attempt, AttemptVerdict, PodsEndpoint, Port } from '../../src/core/model.ts';

const http: Port = { number: 80, protocol: 'tcp' };
const position = { file: 's.yaml', line: 1, column: 1 };
const api: PodsEndpoint = {
  kind: 'pods',
  name: 'api',
  position,
  namespace: 'shop',
  podSelector: {},
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

const inside = (verdict: AttemptVerdict) => ({
  endpoint: 'api',
  port: http,
  source: { endpoint: 'api', id: 'shop/api-0' },
  probe: { protocol: 'tcp' as const, host: '10.0.0.0', port: 8000 },
  attempt: attempt(verdict),
});

test.for([
  { checks: [inside('allowed')], readyPorts: [[]], proof: /seen from inside/, why: 'its own pod saw it' },
  {
    checks: [],
    readyPorts: [[8000], [8000]],
    proof: /kubelet: shop\/api-0 \(its readiness probe\), shop\/api-1/,
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
  const facts = factsOf([[8000], [80]]);
  expect(proveListening([udp], { checks: [], flows: [], facts, earlier: new Map() }).size).toBe(0);
});

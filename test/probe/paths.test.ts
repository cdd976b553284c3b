import { expect, test } from 'vitest';
import type { EndpointFacts, Source } from '../../src/model/facts.ts';
import type { Endpoint, PodsEndpoint, Port } from '../../src/model/scenario.ts';
import { addressBehind, pathsOf, selfChecksOf, witnessesOf } from '../../src/probe/paths.ts';

const position = { file: 's.yaml', line: 1, column: 1 };
const port: Port = { number: 80, protocol: 'tcp' };
const server = (via: PodsEndpoint['via']): PodsEndpoint => ({
  kind: 'pods',
  name: 'server',
  position,
  ports: [port],
  namespace: 'shop',
  podSelector: {},
  sends: true,
  replicas: 2,
  service: 'server',
  via,
});
const client: Endpoint = {
  kind: 'client',
  name: 'client',
  position,
  ports: [],
  namespace: 'shop',
  labels: {},
  replicas: 1,
};
const outside: Endpoint = { kind: 'outside', name: 'outside', position, ports: [] };
const host: Endpoint = { kind: 'host', name: 'host', position, ports: [port], host: '203.0.113.7' };
const pod = (name: string, ip: string, node: string): EndpointFacts['pods'][number] => ({
  namespace: 'shop',
  name,
  ips: [ip],
  node,
  nodeIp: node === 'n1' ? '172.18.0.2' : '172.18.0.3',
  listens: [],
  restarts: 0,
});
const one: EndpointFacts = {
  pods: [pod('a', '10.0.0.1', 'n1')],
  clusterIps: ['10.96.0.1'],
  dnsName: 'server.shop.svc.cluster.local',
  servicePorts: [{ number: 80, protocol: 'TCP', backends: new Map([['10.0.0.1', 8080]]) }],
  nodePorts: [{ number: 80, protocol: 'TCP', nodePort: 30_080, backends: new Map() }],
};
const two: EndpointFacts = {
  ...one,
  pods: [...one.pods, pod('b', '10.0.0.2', 'n2')],
  // A named targetPort may be another number in another pod.
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
};

test.for([
  [client, server('service'), one, ['10.96.0.1:80'], 'the cluster IP'],
  [
    client,
    server('service'),
    two,
    ['10.96.0.1:80', '10.0.0.1:8080', '10.0.0.2:9090'],
    'the cluster IP and every pod behind it',
  ],
  [client, server('service'), { ...one, clusterIps: [] }, ['10.0.0.1:8080'], 'the pods of a headless Service'],
  [client, server('name'), one, ['server.shop.svc.cluster.local:80'], 'the name'],
  [client, server('pod'), { ...one, servicePorts: [] }, ['10.0.0.1:80'], 'the pod'],
  [outside, server('service'), two, ['172.18.0.2:30080', '172.18.0.3:30080'], 'the node port of each node with a pod'],
  [outside, server('service'), { ...one, nodePorts: [] }, [], 'nothing, where no node port is open'],
  [client, host, one, ['203.0.113.7:80'], 'the host itself'],
] as const)('from %o to %o with %o are dialled %j: %s', ([from, to, facts, addresses]) => {
  const source: Source = { endpoint: from.name, id: 'x' };
  const places = {
    endpoints: [from, to],
    sources: [source, { endpoint: 'other', id: 'y' }],
    facts: new Map([['server', facts]]),
  };
  const paths = pathsOf({ from: from.name, to: to.name, port }, places);
  expect(paths.map(({ probe }) => `${probe.host}:${probe.port}`)).toEqual(addresses);
  expect(paths.every((path) => path.source === source)).toBe(true);
});

test('every pod checks itself, at its own address and its own port', () => {
  const sources = [
    { endpoint: 'server', id: 'shop/a' },
    { endpoint: 'server', id: 'shop/b' },
  ];
  const checks = selfChecksOf(server('service'), [port], { endpoints: [], sources, facts: new Map([['server', two]]) });
  expect(checks.map(({ source, probe }) => `${source.id} ${probe.host}:${probe.port}`)).toEqual([
    'shop/a 10.0.0.1:8080',
    'shop/b 10.0.0.2:9090',
  ]);
});

test.for<[why: string, sends: boolean, triedFrom: string[], seen: string[], entered?: string]>([
  ['nobody could look from inside', false, ['client'], ['shop/s 10.0.0.1:8080', 'shop/s 10.0.0.2:9090']],
  ['each pod looks at itself', true, ['client'], []],
  ['a flow of the same client tells', false, ['client', 'stranger'], []],
  ['nobody asks about it', false, [], []],
  ['its pods could be entered after all', false, ['client'], [], 'shop/a'],
])('a client bears witness that pods listen, unless that is not needed: %s', ([, sends, triedFrom, seen, entered]) => {
  const stranger: Endpoint = { ...client, name: 'stranger' };
  const receiver: Endpoint = { ...server('service'), sends };
  const flows = triedFrom.map((from) => ({ from, to: receiver.name, port }));
  const inside = entered === undefined ? [] : [{ endpoint: 'server', id: entered }];
  const sources = [{ endpoint: 'stranger', id: 'shop/s' }, ...inside];
  const places = { endpoints: [client, stranger, receiver], sources, facts: new Map([[receiver.name, two]]) };
  const witnesses = witnessesOf(receiver, flows, places);
  expect(witnesses.map(({ source: from, probe }) => `${from.id} ${probe.host}:${probe.port}`)).toEqual(seen);
});

test('a host that is the environment’s own looks at itself, at its address', () => {
  const sources = [
    { endpoint: host.name, id: 'outside' },
    { endpoint: 'other', id: 'shop/a' },
  ];
  const hosts = new Map([[host.name, ['198.51.100.7', '2001:db8::7']]]);
  const checks = selfChecksOf(host, [port], { endpoints: [], sources, facts: new Map(), hosts });
  expect(checks.map(({ source, probe }) => [source.id, probe])).toEqual([
    ['outside', { protocol: port.protocol, host: '198.51.100.7', port: 80 }],
    ['outside', { protocol: port.protocol, host: '2001:db8::7', port: 80 }],
  ]);
  expect(selfChecksOf(host, [port], { endpoints: [], sources, facts: new Map() })).toEqual([]);
});

test.for([
  [host, undefined, '198.51.100.7', 'the environment runs it'],
  [host, 'ipv6', '2001:db8::7', 'in the family that is looked up'],
  [server('name'), 'ipv4', '10.96.0.1', 'the cluster IP'],
  [server('name'), 'ipv6', undefined, 'it has none of that family'],
] as const)('behind the name of %o is, in %s, %s: %s', ([endpoint, family, address]) => {
  const facts = new Map([['server', one]]);
  const hosts = new Map([[host.name, ['198.51.100.7', '2001:db8::7']]]);
  expect(addressBehind({ ...(family && { family }) }, endpoint.name, { facts, hosts })).toBe(address);
});

test('behind the name of a headless Service are its pods', () => {
  const facts = new Map([['server', { ...one, clusterIps: [] }]]);
  expect(addressBehind({}, 'server', { facts })).toBe('10.0.0.1');
  expect(addressBehind({}, 'nobody', { facts })).toBe(undefined);
});

import * as fc from 'fast-check';

/**
 * NetworkPolicies as people write them, as objects of JSON: each value is right most of the time, and wrong, of another
 * type or missing now and then, so that about half of the policies are taken by an API server.
 */

/** What is wrong about a value is wrong once in so many. */
const rightness = 80;

function mostly(right: fc.Arbitrary<unknown>, ...wrong: unknown[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: rightness, arbitrary: right }, { weight: 1, arbitrary: fc.constantFrom(...wrong) });
}

/** Fields that are all left out at times, with one that does not exist now and then. */
function some(fields: Record<string, fc.Arbitrary<unknown>>, ...strays: string[]): fc.Arbitrary<object> {
  const stray = fc.oneof(
    { weight: rightness, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constantFrom(...strays).map((name) => ({ [name]: {} })) },
  );
  return fc.tuple(fc.record(fields, { requiredKeys: [] }), stray).map(([own, more]): object => ({ ...own, ...more }));
}

function list(item: fc.Arbitrary<unknown>, maxLength: number): fc.Arbitrary<unknown> {
  return mostly(fc.array(item, { maxLength }), null, {}, 'x', [null]);
}

const key = mostly(
  fc.constantFrom('app', 'example.com/tier', 'a.b/c_d', 'A', '1'),
  'a b',
  '-a',
  'a-',
  'a/b/c',
  'A.b/c',
  '/a',
  'x'.repeat(64),
) as fc.Arbitrary<string>;
const value = mostly(fc.constantFrom('api', '', 'a.b_c', 'X1'), 'a b', '-', '.a', 'x'.repeat(64), 5, true, null, []);
const requirement = some(
  {
    key,
    operator: mostly(fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'), 'in', 'Equals', '', null, 1),
    values: list(value, 2),
  },
  'value',
);
const selector = mostly(
  some(
    {
      matchLabels: mostly(fc.dictionary(key, value, { maxKeys: 2 }), null, [], 'app=a'),
      matchExpressions: list(requirement, 1),
    },
    'matchLabel',
    'app',
  ),
  null,
  [],
  'app=api',
);
const cidr = mostly(
  fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '10.1.2.3/32', '0.0.0.0/0', 'fd00::/8', 'fd00:1::/32', '::/0'),
  '10.1/16',
  '10.0.0.0',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.1/8',
  '010.0.0.0/8',
  '10.0.0.0/08',
  '256.0.0.0/8',
  '0x0a000000/8',
  'fd00::/129',
  'fe80::1%eth0/64',
  '::ffff:10.0.0.0/104',
  ' 10.0.0.0/8',
  '',
  'example.com',
  10,
  null,
);
const ipBlock = mostly(some({ cidr, except: list(cidr, 2) }, 'excepts'), null, '10.0.0.0/8');
const peer = fc.oneof(
  some({ podSelector: selector, namespaceSelector: selector }, 'podSelectors', 'namespace'),
  some({ ipBlock }, 'cidr'),
  { weight: 0, arbitrary: fc.constant({}) },
);
const anyPeer = mostly(peer, null, {}, { ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }, 'api');
const number = mostly(fc.integer({ min: 1, max: 65_535 }), 0, -1, 65_536, 80.5, '80', null, 2 ** 40);
const port = mostly(
  some(
    {
      port: mostly(
        fc.oneof(number, fc.constantFrom('http', 'a-1', 'x'.repeat(15))),
        'HTTP',
        'x'.repeat(16),
        '-a',
        'a--b',
        '',
        '1',
      ),
      endPort: mostly(fc.constantFrom(undefined, 65_535), 1, 0, 65_536, '80', null),
      protocol: mostly(fc.constantFrom('TCP', 'UDP', 'SCTP', undefined), 'tcp', 'ICMP', '', null, 6),
    },
    'ports',
    'name',
  ),
  null,
  80,
  '80',
);
const rule = (side: string): fc.Arbitrary<unknown> =>
  mostly(
    some({ [side]: list(anyPeer, 2), ports: list(port, 2) }, side === 'from' ? 'to' : 'from', 'port'),
    null,
    'all',
    [],
  );
const spec = some(
  {
    podSelector: selector,
    policyTypes: mostly(
      fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress'], []),
      ['ingress'],
      ['Ingress', 'Ingress'],
      ['Ingress', 'Egress', 'Ingress'],
      'Ingress',
      [null],
      null,
    ),
    ingress: list(rule('from'), 2),
    egress: list(rule('to'), 2),
  },
  'ingres',
  'podselector',
  'namespace',
);
const metadata = some(
  {
    labels: mostly(fc.dictionary(key, value, { maxKeys: 1 }), null, [], 'x'),
    annotations: mostly(fc.constantFrom({ a: 'b' }, { 'example.com/a': '' }), { a: 1 }, null),
  },
  'label',
  'lables',
).chain((own) =>
  mostly(fc.constantFrom('p', 'a.b', '1', 'x'.repeat(253)), 'P', 'a_b', '-a', 'x'.repeat(254)).map((name) => ({
    ...own,
    name,
  })),
);

/** A policy for a namespace that is given later. */
export const anyWrittenPolicy: fc.Arbitrary<{ readonly metadata: object; readonly [field: string]: unknown }> = fc
  .tuple(
    metadata,
    mostly(spec, null, [], 'x', undefined),
    mostly(fc.constant({}), { ingress: [] }, { sepc: {} }, { status: {} }),
  )
  .map(([own, body, more]) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: own,
    spec: body,
    ...(more as object),
  }));

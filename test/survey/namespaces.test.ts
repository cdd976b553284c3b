import { expect, test } from 'vitest';
import { readNetworkPolicies } from '../../src/policy/read.ts';
import { namespacesToRead } from '../../src/survey/namespaces.ts';
import { liveObjects, livePolicy } from '../helpers/live.ts';

const namespaces = new Map(
  [
    ['shop', 'team=shop'],
    ['database', 'team=data'],
    ['cache', 'team=data'],
    ['monitoring', 'team=ops'],
    ['kube-system', 'team=ops'],
    ...['a', 'b', 'c', 'd'].map((name) => [name, 'team=other']),
  ].map(([name = '', label = '']) => [name, { 'kubernetes.io/metadata.name': name, team: label.slice(5) }]),
);
const named = (selector: string): string =>
  `{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: ${selector} }] }] }`;

test.for([
  ['{ podSelector: {} }', 'shop kube-system', '', 'a policy that names none'],
  [
    named('{ matchLabels: { kubernetes.io/metadata.name: monitoring } }'),
    'shop monitoring kube-system',
    '',
    'one by name',
  ],
  [named('{ matchLabels: { team: data } }'), 'shop cache database kube-system', '', 'all with a label'],
  [
    '{ podSelector: {}, egress: [{ to: [{ namespaceSelector: { matchLabels: { team: data } }, podSelector: {} }] }] }',
    'shop cache database kube-system',
    '',
    'receivers',
  ],
  [
    named('{ matchExpressions: [{ key: team, operator: In, values: [ops] }] }'),
    'shop monitoring kube-system',
    '',
    'DNS once',
  ],
  [named('{ matchLabels: { team: nobody } }'), 'shop kube-system', '', 'a selector that selects nothing'],
  [
    `{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }, { namespaceSelector: { matchLabels: { team: data } } }] }] }`,
    'shop cache database a b c kube-system',
    'The policies of shop name 7 other namespaces; d, monitoring are not probed.',
    'all namespaces, those that are meant first',
  ],
  [
    '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }',
    'shop kube-system',
    '',
    'an ipBlock, which is no namespace',
  ],
] as const)('%s reads %s', ([spec, names, note]) => {
  const { policies } = readNetworkPolicies(
    liveObjects(livePolicy('shop/p', spec), livePolicy('monitoring/p', named('{}'))),
  );
  const read = namespacesToRead('shop', policies, namespaces);
  expect(read.names.join(' ')).toBe(names);
  expect(read.notes.join(' ')).toBe(note);
});

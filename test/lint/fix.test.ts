import { expect, test } from 'vitest';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { exampleText, exampleWorld } from '../../src/lint/example.ts';
import { applyFix } from '../../src/lint/fix.ts';
import { lint } from '../../src/lint/lint.ts';
import { lintRules } from '../../src/lint/registry.ts';
import type { Change, LintFinding } from '../../src/lint/rule.ts';

const world = parseManifests(exampleWorld, 'world.yaml').manifests;

function findingsIn(text: string): LintFinding[] {
  return lint([...world, ...parseManifests(text, 'p.yaml').manifests]);
}

/** Mends the first finding of a rule that can be mended, and lints again. */
function mend(text: string, rule: string): { edited: string | undefined; left: LintFinding[] } {
  const found = findingsIn(text).find((finding) => finding.rule === rule && finding.edit !== undefined);
  const edited = found?.edit && applyFix(text, found.edit);
  return { edited, left: edited === undefined ? [] : findingsIn(edited).filter((finding) => finding.rule === rule) };
}

test.for<readonly [rule: string, from: string, to: string]>([
  ['refused-by-api', 'port: "8080"', 'port: 8080'],
  ['removed-api-version', 'apiVersion: extensions/v1beta1', 'apiVersion: networking.k8s.io/v1'],
  ['policy-types-contradict-rules', '[Ingress]', '[Ingress, Egress]'],
  [
    'dns-egress-aimed-wrong',
    'kubernetes.io/metadata.name: default } }\n          podSelector: { matchLabels: { app: coredns } }',
    'kubernetes.io/metadata.name: kube-system } }\n          podSelector: { matchLabels: { k8s-app: kube-dns } }',
  ],
  ['dns-egress-protocol', '[{ port: 53 }]', '[{ port: 53 }, { protocol: UDP, port: 53 }]'],
  [
    'pod-selector-of-another-namespace',
    '{ matchLabels: { app: db } } }',
    '{ matchLabels: { app: db } }, namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data } } }',
  ],
  ['peers-split', '- podSelector: { matchLabels: { app: db } }', '  podSelector: { matchLabels: { app: db } }'],
  ['namespace-name-as-label', '{ name: data }', '{ kubernetes.io/metadata.name: data }'],
  ['service-port', '{ port: 80 }', '{ port: 8080 }'],
  ['metadata-address-open', '0.0.0.0/0 }', '0.0.0.0/0, except: [ 169.254.169.254/32 ] }'],
  ['cidr-host-bits', '10.1.2.3/16', '10.1.0.0/16'],
  ['duplicate-rule', ', { protocol: TCP, port: 8080 }]', ']'],
])('%s: %j becomes %j, and nothing else changes', ([id, from, to]) => {
  const rule = lintRules.find((one) => one.id === id);
  const text = exampleText(rule?.example.wrong ?? '');
  expect(text.split(from)).toHaveLength(2);
  expect(mend(text, id)).toEqual({ edited: text.replace(from, to), left: [] });
});

test('every rule that mends is in the table above', () => {
  const mending = lintRules.filter(({ id, example }) =>
    findingsIn(exampleText(example.wrong)).some((finding) => finding.rule === id && finding.edit !== undefined),
  );
  expect(mending).toHaveLength(12);
});

test('a split pair that selects nobody known is for somebody to decide', () => {
  const rule = lintRules.find(({ id }) => id === 'peers-split');
  const text = exampleText(rule?.example.wrong ?? '').replace('app: db', 'app: nobody');
  expect(findingsIn(text).find((finding) => finding.rule === 'peers-split')).toMatchObject({ edit: undefined });
});

test.for<readonly [what: string, peers: string, ports: string]>([
  ['with other ports', '[{ podSelector: { matchLabels: { app: dns } } }]', '[{ port: 53 }, { port: 5432 }]'],
  ['with two peers', '[{ podSelector: { matchLabels: { app: dns } } }, { podSelector: {} }]', '[{ port: 53 }]'],
])('a DNS rule %s is for somebody to decide', ([, peers, ports]) => {
  const text = exampleText(`{ podSelector: {}, policyTypes: [Egress], egress: [{ to: ${peers}, ports: ${ports} }] }`);
  const found = findingsIn(text).find(({ rule }) => rule === 'dns-egress-aimed-wrong');
  expect(found).toMatchObject({ edit: undefined });
});

const header = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\n';
const removePort: Change = { op: 'remove', path: ['spec', 'ingress', 0, 'ports', 1] };
const setPort: Change = { op: 'set', path: ['spec', 'ingress', 0, 'ports', 0, 'port'], value: 8080 };
const appendPort: Change = {
  op: 'append',
  path: ['spec', 'ingress', 0, 'ports'],
  value: { protocol: 'UDP', port: 53 },
};
const block = `# top
---
${header}# before the spec


spec:
    podSelector:   {}     # aligned
    ingress:
    - ports:
      - port:   80   # the first
      # of the second
      - port: "81"
      from:
      - podSelector: {matchLabels: {app: "a"}}
`;

test.for<readonly [what: string, text: string, change: Change, from: string, to: string]>([
  ['a number keeps its comment and its spaces', block, setPort, 'port:   80   #', 'port:   8080   #'],
  ['an item goes with its comment', block, removePort, '      # of the second\n      - port: "81"\n', ''],
  ['an item is added as the others are', block, appendPort, '"81"\n', '"81"\n      - {protocol: UDP, port: 53}\n'],
  ['lines end as they did', block.replaceAll('\n', '\r\n'), setPort, '80   #', '8080   #'],
  [
    'a key is added where there are several documents',
    `${header}spec: { podSelector: {} }\n---\n${block}`,
    { op: 'set', path: ['spec', 'ingress', 0, 'from', 0, 'namespaceSelector'], value: {} },
    '{app: "a"}}\n',
    '{app: "a"}}\n        namespaceSelector: {}\n',
  ],
  [
    'an item is added before another of an outer list',
    block.replace('      from:', '    - from:'),
    appendPort,
    '"81"\n',
    '"81"\n      - {protocol: UDP, port: 53}\n',
  ],
  [
    'an exception joins the others',
    block.replace('podSelector: {matchLabels: {app: "a"}}', 'ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}'),
    { op: 'append', path: ['spec', 'ingress', 0, 'from', 0, 'ipBlock', 'except'], value: '169.254.169.254/32' },
    '10.0.0.0/8]',
    '10.0.0.0/8, 169.254.169.254/32]',
  ],
  [
    'JSON stays JSON',
    '{\n  "apiVersion": "a/v1", "kind": "K",\n  "metadata": {"name": "p"},\n  "spec": {"ingress": [{"ports": [{"port": 80}, {"port": 80}]}]}\n}\n',
    removePort,
    ', {"port": 80}',
    '',
  ],
  [
    'a list that is broken over lines',
    `${header}spec: { podSelector: {}, ingress: [{ ports: [\n    { port: 80 },\n    { port: 81 }\n  ] }] }\n`,
    removePort,
    ',\n    { port: 81 }',
    '',
  ],
])('%s', ([, text, change, from, to]) => {
  const { manifests } = parseManifests(text, 'p.yaml');
  const object = manifests.at(-1)?.position ?? { file: '', line: 0, column: 0 };
  expect(text.split(from)).toHaveLength(2);
  expect(applyFix(text, { object, changes: [change] })).toBe(text.replace(from, to));
});

test('an item of a List is edited in its place', () => {
  const policy = `${header}spec: { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }\n`;
  const item = policy.trim().replaceAll('\n', '\n    ');
  const text = `apiVersion: v1\nkind: List\nitems:\n  - ${item}\n  - ${item}\n`;
  const second = parseManifests(text, 'p.yaml').manifests[1]?.position ?? { file: '', line: 0, column: 0 };
  const edited = applyFix(text, { object: second, changes: [setPort] });
  expect(edited?.split('port: 80 }')).toHaveLength(2);
  expect(edited?.lastIndexOf('8080')).toBeGreaterThan(edited?.indexOf('port: 80 }') ?? 0);
});

test.for<readonly [what: string, spec: string]>([
  [
    'aliases, which stand for more than one place',
    '{ podSelector: {}, ingress: [{ ports: &p [{ port: 80 }] }, { ports: *p }] }',
  ],
  ['formatting that would not survive', '{ podSelector: {}, ingress: [{ ports: [{ port: 80 },] }] }'],
])('no edit of %s', ([, spec]) => {
  const text = `${header}spec: ${spec}\n`;
  expect(applyFix(text, { object: { file: 'p.yaml', line: 1, column: 1 }, changes: [setPort] })).toBeUndefined();
});

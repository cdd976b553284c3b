import { expect, test } from 'vitest';
import { parseManifests } from '../../src/kubernetes/manifests.ts';

const read = (text: string): string[] => {
  const { manifests, problems } = parseManifests(text, 'x.yaml');
  return [
    ...manifests.map(
      ({ object: { apiVersion, kind, metadata }, position }) =>
        `${position.line} ${apiVersion} ${kind} ${metadata.name}`,
    ),
    ...problems.map(({ position, text: problem }) => `${position.line}: ${problem}`),
  ];
};
const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n';

test.for<[name: string, text: string, found: string[]]>([
  [
    'several documents, empty ones and comments',
    `---\n# nothing\n---\n${pod}---\n\n---\n${pod}`,
    ['4 v1 Pod a', '10 v1 Pod a'],
  ],
  ['a byte order mark and the line ends of Windows', `\uFEFF${pod.replaceAll('\n', '\r\n')}`, ['1 v1 Pod a']],
  ['JSON', '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}', ['1 v1 Pod a']],
  ['comments alone', '# nothing\n', []],
  [
    'a List',
    'apiVersion: v1\nkind: List\nitems:\n  - { apiVersion: v1, kind: Pod, metadata: { name: a } }\n',
    ['4 v1 Pod a'],
  ],
  [
    'a list of a type, whose items need not repeat it',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicyList\nitems:\n  - metadata: { name: a }\n  - { kind: NetworkPolicy, metadata: { name: b } }\n',
    ['4 networking.k8s.io/v1 NetworkPolicy a', '5 networking.k8s.io/v1 NetworkPolicy b'],
  ],
  ['an empty list', 'apiVersion: v1\nkind: PodList\nitems: []\n', []],
  [
    'a name that the API server gives',
    'apiVersion: v1\nkind: Pod\nmetadata: { generateName: job- }\n',
    ['1 v1 Pod job-x'],
  ],
  [
    'a kustomization',
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n',
    ['1: this is a kustomization; render it: kubectl kustomize FOLDER | flowproof lint -'],
  ],
  ['no object', 'a: 1\n', ['1: this is no Kubernetes object: apiVersion or kind is missing']],
  ['a list that is no object', '- 1\n', ['1: this is no Kubernetes object: apiVersion or kind is missing']],
  ['an object without a name', 'apiVersion: v1\nkind: Pod\n', ['1: Pod has no metadata.name']],
  [
    'a namespace that is no text',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: 007 }\n',
    ['1: metadata.namespace is 7, and has to be a text: put it into quotes'],
  ],
])('%s', ([, text, found]) => {
  expect(read(text)).toEqual(found);
});

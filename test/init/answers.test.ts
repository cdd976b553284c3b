import { expect, test } from 'vitest';
import { commandLine, nothingSaid, optionsFor, wordsOf, type Answers } from '../../src/init/answers.ts';

const said: Answers = {
  manifests: ["it's here/", 'k8s/'],
  context: 'kind-a',
  namespaces: ['shop'],
  protect: ['shop', 'data'],
  declared: [
    { option: '--host', text: 'bank=2001:db8::1:443', name: 'bank', entry: {} },
    { option: '--client', text: 'gw=edge/app=envoy', name: 'gw', entry: {} },
    { option: '--server', text: 'db=data:5432', name: 'db', entry: {} },
    { option: '--client', text: 'ops=ops', name: 'ops', entry: {} },
  ],
  allow: [{ from: 'gw', to: 'api:8000' }],
};

test('answers are options, those of a kind together', () => {
  expect(optionsFor(said).join(' | ')).toMatchInlineSnapshot(
    `"--manifests | it's here/ | k8s/ | --context | kind-a | --namespace | shop | --protect | shop | data | --client | gw=edge/app=envoy | ops=ops | --server | db=data:5432 | --host | bank=2001:db8::1:443 | --allow | gw to api:8000"`,
  );
  expect(optionsFor(nothingSaid)).toEqual([]);
});

test('a command line is in quotes where a shell would read it', () => {
  expect(commandLine('my proof', said)).toMatchInlineSnapshot(
    `"flowproof init 'my proof' --manifests 'it'\\''s here/' k8s/ --context kind-a --namespace shop --protect shop data --client gw=edge/app=envoy ops=ops --server db=data:5432 --host bank=2001:db8::1:443 --allow 'gw to api:8000'"`,
  );
});

test.for<[answer: string, words: string[], why: string]>([
  ['', [], 'nothing'],
  ['  k8s/\tmore/a.yaml ', ['k8s/', 'more/a.yaml'], 'words between spaces'],
  [`"my files" 'your files/'`, ['my files', 'your files/'], 'spaces in quotes'],
  [`it's`, [`it's`], 'a quote in a word'],
])('%j lists %j: %s', ([answer, words]) => {
  expect(wordsOf(answer)).toEqual(words);
});

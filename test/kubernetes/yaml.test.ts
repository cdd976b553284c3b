import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ScenarioError } from '../../src/model/errors.ts';
import { readYaml } from '../../src/kubernetes/yaml.ts';

const valueOf = (text: string): unknown => readYaml(`a: ${text}\n`, 'x.yaml', 'manifest').documents[0]?.value;

// What sigs.k8s.io/yaml v1.4.0 makes of `a: TEXT`.
test.for<[text: string, value: unknown]>([
  ['yes', true],
  ['y', true],
  ['Yes', true],
  ['off', false],
  ['N', false],
  ['TRUE', true],
  ['tRUE', 'tRUE'],
  ['1_000', 1000],
  ['0x1F', 31],
  ['-0x1F', -31],
  ['0b11', 3],
  ['017', 15],
  ['0777', 511],
  ['08', 8],
  ['0778', 778],
  ['_1', '_1'],
  ['0x', '0x'],
  ['1e3', 1000],
  ['12e03', 12_000],
  ['.5', 0.5],
  ['1_0.5', 10.5],
  ['1:30', '1:30'],
  ['12:30:45', '12:30:45'],
  ['2001-01-01', '2001-01-01'],
  ['1.2.3', '1.2.3'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['=', '='],
  ['~', null],
  ['Null', null],
  ['nULL', 'nULL'],
  ['!!str 5', '5'],
  ["'yes'", 'yes'],
])('a manifest has %s as %j', ([text, value]) => {
  expect(valueOf(text)).toEqual({ a: value });
});

test('a scenario is YAML 1.2, in which yes is a text; both have merge keys', () => {
  const text = 'base: &base { x: yes }\nown: { <<: *base, z: 1 }\n';
  const read = (dialect: 'scenario' | 'manifest'): unknown => readYaml(text, 'x.yaml', dialect).documents[0]?.value;
  expect(read('scenario')).toMatchObject({ own: { x: 'yes', z: 1 } });
  expect(read('manifest')).toMatchObject({ own: { x: true, z: 1 } });
});

const helm = 'this is a Helm template; render it: helm template CHART | flowproof lint -';

test.for<[name: string, text: string, problem: string]>([
  ['a value of a Helm chart', 'metadata:\n  name: {{ .Values.name }}\n', `2:10: ${helm}`],
  ['a condition of a Helm chart', '{{- if .Values.on }}\na: 1\n{{- end }}\n', `1:1: ${helm}`],
  ['a list of a Helm chart', 'a:\n  {{- range .Values.all }}\n  - {{ . }}\n  {{- end }}\n', `2:1: ${helm}`],
  ['zeros', 'a: 1\n\u0000', '1:1: this is no text'],
  ['what is nested without end', `a: ${'['.repeat(20_000)}`, '1:1: this is nested too deeply'],
  ['what is merged with nothing', '<<:\n', '1:4: Merge sources must be maps or map aliases'],
  [
    'aliases of aliases',
    `a: &a [1,1,1,1,1,1,1,1,1]\n${Array.from('bcdefgh', (key, index) => `${key}: &${key} [${`*${'abcdefg'[index]},`.repeat(9)}]`).join('\n')}\n`,
    '1:1: Excessive alias count indicates a resource exhaustion attack',
  ],
])('%s is one problem', ([, text, problem]) => {
  const { documents, problems } = readYaml(text, 'x.yaml', 'manifest');
  expect(documents).toEqual([]);
  expect(problems.map(({ position: { line, column }, text: own }) => `${line}:${column}: ${own}`)).toEqual([problem]);
});

test('braces in a text are no template', () => {
  const text = "alert: 'sum by {{ $labels.pod }}'\nmap: {{ a: 1 }: 2 }\n";
  expect(readYaml("alert: '{{ $labels.pod }}'\n", 'x.yaml', 'manifest').problems).toEqual([]);
  expect(readYaml(text, 'x.yaml', 'manifest').problems.map((one) => one.text)).toEqual([helm]);
});

test('JSON texts one after the other are documents, each with its place', () => {
  const text = '{ "a": "}{", "b": 1 }\n{\n  "a": 2,\n  "b": { "c": 3 }\n}\n';
  const { documents, problems } = readYaml(text, 'x.json', 'manifest');
  expect(problems).toEqual([]);
  expect(documents.map(({ value }) => value)).toEqual([
    { a: '}{', b: 1 },
    { a: 2, b: { c: 3 } },
  ]);
  expect(documents[1]?.at(['b', 'c'])).toMatchObject({ line: 4, column: 15 });
  expect(readYaml(text, 'x.yaml').problems).not.toEqual([]);
  expect(readYaml('{ "a": 1 }\n{ "a": 1, "a": 2 }\n', 'x.json', 'manifest').problems).toMatchObject([
    { position: { line: 2, column: 11 } },
  ]);
});

test.for(['? { a: 1 }\n: b\n', 'a: { [b]: c }\n'])('a map or a list is no key: %j', (text) => {
  const { problems } = readYaml(text, 'x.yaml', 'manifest');
  expect(problems.map((one) => one.text)).toEqual(['a map or a list cannot be a key']);
});

test('a file with many mistakes is told of five', () => {
  const { problems } = readYaml('a: 1\n'.repeat(40), 'x.yaml', 'manifest');
  expect(new ScenarioError(problems).message.split('\n')).toEqual([
    ...Array.from({ length: 5 }, (_, index) => `x.yaml:${index + 2}:1: Map keys must be unique`),
    'x.yaml: and 34 more',
  ]);
});

test('whatever the text is, it is read or refused', () => {
  const part = fc.constantFrom(
    '{{ x }}',
    '- ',
    ': ',
    'a',
    '\n',
    '  ',
    '&a ',
    '*a',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '|',
    '#',
    '---',
    '\t',
    '<<: ',
    '? ',
    '! ',
    '\u0000',
    '𝄞',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      const { documents, problems } = readYaml(parts.join(''), 'x.yaml', 'manifest');
      expect(documents.length === 0 || problems.length === 0).toBe(true);
    }),
  );
});

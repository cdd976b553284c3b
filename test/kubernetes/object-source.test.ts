import { expect, test } from 'vitest';
import { replaced, sourceFinder, type ObjectSource, type Replacement } from '../../src/kubernetes/object-source.ts';

const block = `kind: K
# of the labels
labels: # inside
  app: "a"   # quoted
  tier:
list:
  - name: a # first

  # of the second
  # in two lines
  - name: b
    # inside the second
  # of the third
  -
    name: c
none:
`;
const flow = `{ kind: K, labels: { app: a }, list: [{ name: a }, { name: b },\n  { name: c }], empty: {}, one: [x] }\n`;
const commented = `kind: K\nlist: [\n  a, # first\n  b\n]\n`;

test.for<
  [what: string, text: string, edit: (source: ObjectSource) => Replacement | undefined, from: string, to: string]
>([
  ['another scalar', block, ({ set }) => set(['labels', 'app'], 'b'), '"a"   #', 'b   #'],
  ['a scalar where none was', block, ({ set }) => set(['labels', 'tier'], 'x'), 'tier:', 'tier: x'],
  [
    'a map in one line instead of several',
    block,
    ({ set }) => set(['labels'], '{}'),
    'labels: # inside\n  app: "a"   # quoted\n  tier:',
    'labels: {}',
  ],
  ['an item', flow, ({ set }) => set(['list', 1], 'x'), '{ name: b }', 'x'],
  ['another key', block, ({ rename }) => rename(['labels', 'app'], 'name'), 'app:', 'name:'],
  ['a pair more', block, ({ append }) => append(['labels'], 'x: y'), 'tier:\n', 'tier:\n  x: y\n'],
  ['a pair more in a line', flow, ({ append }) => append(['labels'], 'x: y'), 'app: a', 'app: a, x: y'],
  ['an item more', block, ({ append }) => append(['list'], 'x'), 'name: c\n', 'name: c\n  - x\n'],
  [
    'a pair more behind the comments of the last',
    block,
    ({ append }) => append(['list', 1], 'x: y'),
    'name: b\n',
    'name: b\n    x: y\n',
  ],
  ['an item more in a line', flow, ({ append }) => append(['list'], 'x'), '{ name: c }', '{ name: c }, x'],
  ['the first item less', block, ({ remove }) => remove(['list', 0]), '  - name: a # first\n', ''],
  [
    'an item less, with its comments',
    block,
    ({ remove }) => remove(['list', 1]),
    '\n  # of the second\n  # in two lines\n  - name: b\n    # inside the second\n',
    '',
  ],
  ['the last item less', block, ({ remove }) => remove(['list', 2]), '  # of the third\n  -\n    name: c\n', ''],
  ['the first item of a line less', flow, ({ remove }) => remove(['list', 0]), '{ name: a }, ', ''],
  ['an item of a line less', flow, ({ remove }) => remove(['list', 1]), ', { name: b }', ''],
  ['the last item of a line less', flow, ({ remove }) => remove(['list', 2]), ',\n  { name: c }', ''],
])('%s', ([, text, edit, from, to]) => {
  expect(text.split(from)).toHaveLength(2);
  const source = sourceFinder('x.yaml', text)({ file: 'x.yaml', line: 1, column: 1 });
  const replacement = source && edit(source);
  expect(replacement && replaced(text, [replacement])).toBe(text.replace(from, to));
});

test.for<[what: string, text: string, edit: (source: ObjectSource) => Replacement | undefined]>([
  ['another value of nothing', block, ({ set }) => set(['labels', 'name'], 'x')],
  ['another key of nothing', block, ({ rename }) => rename(['labels', 'name'], 'x')],
  ['one more of a scalar', block, ({ append }) => append(['kind'], 'x')],
  ['one more where none is', flow, ({ append }) => append(['empty'], 'x: y')],
  ['the only item less', flow, ({ remove }) => remove(['one', 0])],
  ['an item less that is not there', flow, ({ remove }) => remove(['list', 3])],
  ['an item less whose comment stands behind the comma', commented, ({ remove }) => remove(['list', 0])],
  ['an item less before whom the comment of another stands', commented, ({ remove }) => remove(['list', 1])],
])('no edit: %s', ([, text, edit]) => {
  const source = sourceFinder('x.yaml', text)({ file: 'x.yaml', line: 1, column: 1 });
  expect(source && edit(source)).toBeUndefined();
  expect(source).toBeDefined();
});

test('lines end as they did', () => {
  const text = 'kind: K\r\nlist:\r\n  - a\r\n';
  const added = sourceFinder('x.yaml', text)({ file: 'x.yaml', line: 1, column: 1 })?.append(['list'], 'b');
  expect(added && replaced(text, [added])).toBe(`${text}  - b\r\n`);
});

test('no object begins elsewhere', () => {
  expect(sourceFinder('x.yaml', block)({ file: 'x.yaml', line: 3, column: 1 })).toBeUndefined();
});

import { expect, test } from 'vitest';
import { matches, parseFilter, stagesFor, type FilteredCell } from '../../src/page/filter.ts';

const cell = (changes: Partial<FilteredCell> = {}): FilteredCell => ({
  source: { name: 'api', namespace: 'shop' },
  target: { name: 'db', namespace: 'data', port: '5432' },
  kind: { mark: 'leak', expect: 'blocked', verdict: 'allowed' },
  hasStepped: false,
  hasChanged: false,
  ...changes,
});

test.for([
  ['', true],
  ['from:api', true],
  ['from:shop/api', true],
  ['from:db', false],
  ['to:DB port:5432', true],
  ['to:api', false],
  ['port:54', false],
  ['ns:shop', true],
  ['ns:sho', false],
  ['verdict:leak', true],
  ['verdict:mismatch', true],
  ['verdict:allowed', true],
  ['verdict:blocked', false],
  ['!verdict:leak', false],
  ['api db', true],
  ['api !db', false],
  ['db:5432', true],
  ['changed:stage', false],
  ['changed:run', false],
  ['stage:whatever', true],
  ['from:', true],
  ['!', true],
  ['no:such-word', false],
] as const)('"%s" shows a leak from shop/api to data/db:5432: %s', ([text, isShown]) => {
  expect(matches(parseFilter(text), cell())).toBe(isShown);
});

test('a port is asked for without its protocol, or with it', () => {
  const dns = cell({ target: { name: 'coredns', port: '53/dns' } });
  expect(['port:53', 'port:53/dns', 'port:53/dns-tcp'].map((text) => matches(parseFilter(text), dns))).toEqual([
    true,
    true,
    false,
  ]);
});

test('what changed is asked for since the stage before, or since the run before', () => {
  const terms = parseFilter('changed:stage');
  expect(matches(terms, cell({ hasStepped: true }))).toBe(true);
  expect(matches(parseFilter('changed:since'), cell({ hasStepped: true }))).toBe(false);
  expect(matches(parseFilter('changed:since'), cell({ hasChanged: true }))).toBe(true);
});

test('stages are those that the filter asks for, and all where there is none of that name', () => {
  const stages = ['open', 'dns', 'dns-tcp'].map((name) => ({ name, counts: '', cells: '', changes: {} }));
  const shown = (text: string) => stagesFor(parseFilter(text), { stages });
  expect(shown('stage:dns')).toEqual([1, 2]);
  expect(shown('stage:dns !stage:tcp')).toEqual([1]);
  expect(shown('stage:none')).toEqual([0, 1, 2]);
});

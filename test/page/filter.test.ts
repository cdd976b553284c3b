import { expect, test } from 'vitest';
import { cellFilter, parseFilter, stagesFor } from '../../src/page/filter.ts';

const leak = { mark: 'leak', expect: 'blocked', verdict: 'allowed' } as const;

/** Whether a filter asks for a leak from shop/api to a target. */
function isShown(
  text: string,
  { target = { name: 'db', namespace: 'data', port: '5432' }, hasStepped = false, hasChanged = false } = {},
): boolean {
  const isAsked = cellFilter(parseFilter(text), {
    sources: [{ name: 'api', namespace: 'shop' }],
    targets: [target],
    kinds: [leak],
    hasStepped: () => hasStepped,
    hasChanged: () => hasChanged,
  });
  return isAsked(0, 0, leak);
}

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
] as const)('"%s" shows a leak from shop/api to data/db:5432: %s', ([text, expected]) => {
  expect(isShown(text)).toBe(expected);
});

test('a port is asked for without its protocol, or with it', () => {
  const dns = { target: { name: 'coredns', namespace: 'kube-system', port: '53/dns' } };
  expect(['port:53', 'port:53/dns', 'port:53/dns-tcp'].map((text) => isShown(text, dns))).toEqual([true, true, false]);
});

test('what changed is asked for since the stage before, or since the run before', () => {
  expect(isShown('changed:stage', { hasStepped: true })).toBe(true);
  expect(isShown('changed:since', { hasStepped: true })).toBe(false);
  expect(isShown('changed:since', { hasChanged: true })).toBe(true);
});

test('stages are those that the filter asks for, and all where there is none of that name', () => {
  const stages = ['open', 'dns', 'dns-tcp'].map((name) => ({ name, counts: '', cells: '', changes: {} }));
  const shown = (text: string) => stagesFor(parseFilter(text), { stages });
  expect(shown('stage:dns')).toEqual([1, 2]);
  expect(shown('stage:dns !stage:tcp')).toEqual([1]);
  expect(shown('stage:none')).toEqual([0, 1, 2]);
});

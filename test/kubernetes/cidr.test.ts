import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addressAt,
  addressFamily,
  blocksHolding,
  canonicalCidr,
  parseCidr,
  rangeOf,
} from '../../src/kubernetes/cidr.ts';

test.for([
  ['10.0.0.0/8', '10.255.255.255', true, 'the last address'],
  ['10.0.0.0/8', '11.0.0.0', false, 'the one after it'],
  ['10.0.0.0/8', '9.255.255.255', false, 'the one before the first'],
  ['10.1.2.3/32', '10.1.2.3', true, 'a single address'],
  ['10.1.2.3/32', '10.1.2.2', false, 'and no other'],
  ['0.0.0.0/0', '203.0.113.9', true, 'all of IPv4'],
  ['0.0.0.0/0', '2001:db8::1', false, 'and nothing of IPv6'],
  ['::/0', '2001:db8::1', true, 'all of IPv6'],
  ['::/0', '10.0.0.1', false, 'and nothing of IPv4'],
  ['10.0.0.128/25', '10.0.0.127', false, 'a length within a byte'],
  ['10.0.0.128/25', '10.0.0.128', true, 'its first address'],
  ['fd00:10:244::/56', 'fd00:10:244:ff::1', true, 'IPv6 within a byte'],
  ['fd00:10:244::/56', 'fd00:10:244:100::1', false, 'and beyond'],
  ['10.9.8.7/8', '10.0.0.1', true, 'bits behind the length do not count'],
] as const)('%s holds %s: %s, %s', ([cidr, address, holds]) => {
  expect(parseCidr(cidr)?.holds(address)).toBe(holds);
  expect(blocksHolding([cidr])(address)).toEqual(holds ? [cidr] : []);
});

test.for([
  ['10.0.0.0/8', '10.0.0.0/8', 'as it is'],
  ['010.000.0.01/08', '10.0.0.1/8', 'without zeros in front, which mean nothing'],
  ['255.255.255.255/32', '255.255.255.255/32', 'the greatest numbers'],
  ['fd00::/8', 'fd00::/8', 'IPv6'],
  ['256.0.0.0/8', undefined, 'too great a number'],
  ['10.0.0.256/8', undefined, 'too great a last number'],
  ['10.0.0.0/33', undefined, 'too great a length'],
  ['10.0.0.0/8x', undefined, 'something behind it'],
  ['x10.0.0.0/8', undefined, 'something in front of it'],
  ['10.1/16', undefined, 'two numbers'],
  ['0x0a000000/8', undefined, 'hexadecimal'],
  ['fd00::/129', undefined, 'too great a length of IPv6'],
  ['fe80::1%eth0/64', undefined, 'a zone'],
  ['all', undefined, 'no address'],
] as const)('the API server reads %s as %s: %s', ([text, canonical]) => {
  expect(canonicalCidr(text)).toBe(canonical);
});

test.for(['10.0.0.0', '10.0.0.0/33', '10.0.0/8/8', 'fd00::/129', 'all', ''])('%j is no CIDR', (text) => {
  expect(parseCidr(text)).toBeUndefined();
  expect(blocksHolding([text, '10.0.0.0/8'])('10.0.0.1')).toEqual(['10.0.0.0/8']);
});

test.for([
  ['10.0.0.0/8', '10.0.0.1', 'IPv4'],
  ['fd00::/8', 'fd00::1', 'IPv6'],
] as const)('%s and %s are %s', ([cidr, address, family]) => {
  expect(parseCidr(cidr)?.family).toBe(family);
  expect(addressFamily(address)).toBe(family);
});

test.for(['', 'task-api', '10.0.0.0/8', '10.0.0.256'])('%j is no address: of no family, and in no block', (text) => {
  expect(addressFamily(text)).toBeUndefined();
  expect(blocksHolding(['0.0.0.0/0', '::/0'])(text)).toEqual([]);
});

test('a block that is named twice, in one way or two, is told each way once', () => {
  const blocks = ['10.0.0.0/8', '10.0.0.0/8', '10.1.0.0/8', '10.1.0.0/16'];
  expect(blocksHolding(blocks)('10.1.0.1')).toEqual(['10.0.0.0/8', '10.1.0.0/8', '10.1.0.0/16']);
});

/** Few enough that blocks often hold each other's addresses. */
const bytes = fc.constantFrom(0, 1, 127, 128, 254, 255);
const v4 = fc.tuple(bytes, bytes, bytes, bytes).map((parts) => parts.join('.'));
const v6 = fc
  .array(fc.constantFrom('0', '1', '80', '7fff', '8000', 'ffff'), { minLength: 8, maxLength: 8 })
  .map((parts) => parts.join(':'));
const anyBlock = fc.oneof(
  fc.tuple(v4, fc.integer({ min: 0, max: 32 })),
  fc.tuple(v6, fc.integer({ min: 0, max: 128 })),
);

test('bytes are told apart, not digits', () => {
  expect(blocksHolding(['1.12.0.0/16'])('11.2.0.1')).toEqual([]);
});

test('blocks that are looked up hold what each of them holds by itself', () => {
  const blocks = fc.uniqueArray(
    anyBlock.map(([address, length]) => `${address}/${length}`),
    { maxLength: 12 },
  );
  const property = fc.property(blocks, fc.oneof(v4, v6), (cidrs, address) => {
    const alone = cidrs.filter((cidr) => parseCidr(cidr)?.holds(address));
    expect(blocksHolding(cidrs)(address).toSorted()).toEqual(alone.toSorted());
  });
  fc.assert(property, { numRuns: 500 });
});

test.for([
  ['10.1.2.0/24', 'IPv4', '10.1.2.0', '10.1.2.255', 'a block of IPv4'],
  ['10.9.8.7/8', 'IPv4', '10.0.0.0', '10.255.255.255', 'bits behind the length do not count'],
  ['192.0.2.1/32', 'IPv4', '192.0.2.1', '192.0.2.1', 'a single address'],
  ['0.0.0.0/0', 'IPv4', '0.0.0.0', '255.255.255.255', 'all of them'],
  ['fd00:1::/32', 'IPv6', 'fd00:1::', 'fd00:1:ffff:ffff:ffff:ffff:ffff:ffff', 'a block of IPv6'],
  ['::/0', 'IPv6', '::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'all of these'],
] as const)('%s, of %s, begins at %s and ends at %s: %s', ([cidr, family, first, last]) => {
  const range = rangeOf(cidr);
  expect(range && [range.family, addressAt(range.first, family), addressAt(range.last, family)]).toEqual([
    family,
    first,
    last,
  ]);
});

test('what is no block has no addresses', () => {
  expect(rangeOf('10.0.0.0')).toBeUndefined();
  expect(rangeOf('10.0.0.0/33')).toBeUndefined();
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksHolding, parseCidr } from '../../src/kubernetes/cidr.ts';
import { addressesLabel, addressParts, blocksOf } from '../../src/policy/address-space.ts';

const anyIpv4 = fc
  .tuple(fc.constantFrom(10, 192), fc.nat(3), fc.nat(3), fc.integer({ min: 0, max: 32 }))
  .map(([a, b, c, length]) => `${a}.${b}.${c}.0/${length}`);
const anyIpv6 = fc.tuple(fc.nat(3), fc.integer({ min: 0, max: 128 })).map(([a, length]) => `fd00:${a}::/${length}`);
const anyCidrs = fc.array(fc.oneof(anyIpv4, anyIpv6), { maxLength: 6 });

const holds = (block: string, address: string): boolean => parseCidr(block)?.holds(address) === true;

test('each part has the blocks that hold its address, and no part has the address of another', () => {
  fc.assert(
    fc.property(anyCidrs, (cidrs) => {
      const parts = addressParts(cidrs);
      const blocksAt = blocksHolding(cidrs);
      const placed = parts.filter(({ address }) => address !== undefined);
      const wrong = placed.filter(({ address = '', blocks, block }) => {
        const last = parts.findLast((one) => holds(one.block, address));
        return last?.block !== block || blocksAt(address).toSorted().join() !== [...blocks].toSorted().join();
      });
      expect(wrong).toEqual([]);
    }),
  );
});

test('some parts as blocks with exceptions are these parts and no other', () => {
  fc.assert(
    fc.property(anyCidrs, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (cidrs, meant) => {
      const parts = addressParts(cidrs);
      const blocks = blocksOf(parts, (part) => meant[part] === true);
      const wrong = parts.filter(({ address }, index) => {
        if (address === undefined) return false;
        const holding = blocks.filter(
          ({ block, except }) => holds(block, address) && !except.some((one) => holds(one, address)),
        );
        return holding.length > 0 !== meant[index];
      });
      expect(wrong).toEqual([]);
    }),
  );
});

test.for<[cidrs: string[], meant: string[], label: string]>([
  [[], ['0.0.0.0/0', '::/0'], 'every address outside'],
  [[], ['0.0.0.0/0'], 'every IPv4 address outside'],
  [[], [], ''],
  [['10.0.0.0/8'], ['0.0.0.0/0'], 'every IPv4 address outside except 10.0.0.0/8'],
  [
    ['10.0.0.0/8', '10.1.0.0/16', '10.1.2.0/24'],
    ['10.0.0.0/8', '10.1.2.0/24'],
    '10.0.0.0/8 except 10.1.0.0/16, 10.1.2.0/24',
  ],
  [['10.1.2.3/8'], ['10.0.0.0/8'], '10.0.0.0/8'],
  [['10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9'], ['10.0.0.0/9'], '10.0.0.0/9'],
  [['fd00::/8'], ['fd00::/8', '0.0.0.0/0'], 'every IPv4 address outside, fd00::/8'],
])('of %j, the parts %j are called %j', ([cidrs, meant, label]) => {
  const parts = addressParts(cidrs);
  expect(addressesLabel(blocksOf(parts, (part) => meant.includes(parts[part]?.block ?? '')))).toBe(label);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wavesOf } from '../../src/identity/waves.ts';

describe('waves', () => {
  test.for([
    [{ a: 2, b: 3 }, 5, [['a', 'b']], 'all fit'],
    [{ a: 2, b: 3 }, 4, [['a'], ['b']], 'they do not'],
    [{ a: 3, b: 3, c: 1 }, 4, [['a', 'c'], ['b']], 'a later one fits into an earlier wave'],
    [{ a: 9, b: 0 }, 4, [['a'], ['b']], 'too many for any wave'],
    [{ a: 4, b: 0 }, 4, [['a', 'b']], 'one that needs no pod fits everywhere'],
    [{}, 4, [], 'nobody sends'],
  ] as const)('%j with %i pods at a time are %j: %s', ([senders, maxPods, waves]) => {
    expect(wavesOf(new Map(Object.entries(senders)), maxPods).map((wave) => [...wave])).toEqual(waves);
  });

  test('every sender has one wave, and no wave of several is too large', () => {
    const senders = fc.array(fc.nat(20)).map((pods) => new Map(pods.map((count, index) => [`s${index}`, count])));
    fc.assert(
      fc.property(senders, fc.integer({ min: 1, max: 30 }), (podsOf, maxPods) => {
        const waves = wavesOf(podsOf, maxPods);
        expect(waves.flatMap((wave) => [...wave]).toSorted()).toEqual([...podsOf.keys()].toSorted());
        for (const wave of waves) {
          const pods = [...wave].reduce((sum, sender) => sum + (podsOf.get(sender) ?? 0), 0);
          expect(wave.size === 1 || pods <= maxPods).toBe(true);
        }
      }),
    );
  });
});

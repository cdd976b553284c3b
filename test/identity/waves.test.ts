import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { turnsOf } from '../../src/identity/waves.ts';

describe('turns', () => {
  test.for([
    [{ a: 2, b: 3 }, 5, [['a', 'b']], 'all fit'],
    [{ a: 2, b: 3 }, 4, [['a'], ['b']], 'they do not'],
    [{ a: 3, b: 3, c: 1 }, 4, [['a', 'c'], ['b']], 'a later one fits into an earlier turn'],
    [{ a: 9, b: 0 }, 4, [['a'], ['b']], 'too many for any turn'],
    [{ a: 4, b: 0 }, 4, [['a', 'b']], 'one that needs no pod fits everywhere'],
    [{}, 4, [], 'nobody sends'],
  ] as const)('%j with %i pods at a time are %j: %s', ([senders, maxPods, turns]) => {
    expect(turnsOf(new Map(Object.entries(senders)), maxPods).map((turn) => [...turn])).toEqual(turns);
  });

  test('every sender has one turn, and no turn of several is too large', () => {
    const senders = fc.array(fc.nat(20)).map((pods) => new Map(pods.map((count, index) => [`s${index}`, count])));
    fc.assert(
      fc.property(senders, fc.integer({ min: 1, max: 30 }), (podsOf, maxPods) => {
        const turns = turnsOf(podsOf, maxPods);
        expect(turns.flatMap((turn) => [...turn]).toSorted()).toEqual([...podsOf.keys()].toSorted());
        for (const turn of turns) {
          const pods = [...turn].reduce((sum, sender) => sum + (podsOf.get(sender) ?? 0), 0);
          expect(turn.size === 1 || pods <= maxPods).toBe(true);
        }
      }),
    );
  });
});

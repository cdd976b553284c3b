import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowAt, toColumns } from '../../src/reporters/html/columns.ts';
import { evidenceAt, packEvidence } from '../../src/reporters/html/evidence-piece.ts';
import { evidenceOfFlow } from '../../src/reporters/html/flow-evidence.ts';
import { anyReport } from '../helpers/arbitrary-report.ts';
import { attemptOf, resultOf } from '../helpers/report.ts';

const asJson = <T>(data: T): T => JSON.parse(JSON.stringify(data)) as T;

test('what was packed is unpacked again, whatever it was', () => {
  fc.assert(
    fc.property(anyReport(fc.string({ maxLength: 8 })), ({ stages }) => {
      const flows = stages.flatMap(({ results }) => results.map(evidenceOfFlow));
      const piece = asJson(packEvidence(flows));
      expect(flows.map((_, index) => evidenceAt(piece, index))).toEqual(asJson(flows));
    }),
  );
});

test('a value that comes again is kept once', () => {
  const columns = toColumns([{ a: 'x' }, { a: 'x' }, { a: 'x', b: 1 }, { a: 'y' }]);
  expect(columns.fields['a']).toEqual({ values: ['x', 'y'], places: [0, 0, 0, 1] });
  expect(rowAt(columns, 2)).toEqual({ a: 'x', b: 1 });
  expect(rowAt(columns, 3)).toEqual({ a: 'y' });
});

test('the two attempts that sought who dropped a flow are told apart from those of the flow', () => {
  const result = resultOf({
    flow: 'gateway → task-api:8000',
    attempts: [attemptOf({ address: 'task-api:8000' })],
    triangulation: {
      side: 'egress',
      explanation: 'the sender drops it',
      attempts: [attemptOf({ address: 'control:80' }), attemptOf({ address: 'task-api:8000' })],
    },
  });
  const { attempts } = evidenceAt(asJson(packEvidence([evidenceOfFlow(result)])), 0);
  expect(attempts.map(({ address, isTriangulating = false }) => [address, isTriangulating])).toEqual([
    ['task-api:8000', false],
    ['control:80', true],
    ['task-api:8000', true],
  ]);
});

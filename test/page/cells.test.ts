import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cellName,
  cellsNamed,
  flowIndexOf,
  flowTitle,
  hasStepped,
  kindAt,
  rankOf,
  worstOf,
} from '../../src/page/cells.ts';
import { layOut } from '../../src/reporters/html/lay-out.ts';
import { evidenceAt } from '../../src/reporters/html/evidence-piece.ts';
import { contentOfRun } from '../../src/reporters/html/run.ts';
import { markOf } from '../../src/reporters/mark.ts';
import { anyReport } from '../helpers/arbitrary-report.ts';
import { bigReport } from '../helpers/report.ts';
import { badReport } from '../helpers/sample-report.ts';

test('every flow of any report is in its cell, with its mark and its evidence', () => {
  fc.assert(
    fc.property(anyReport(fc.string({ maxLength: 5 })), (report) => {
      const { data, evidence } = layOut(contentOfRun(report));
      const wrong = report.stages.flatMap(({ results }, index) =>
        results.filter((result) => {
          const stage = data.stages[index];
          const { flow, attempts } = result;
          const protocol = flow.port.protocol === 'tcp' ? '' : `/${flow.port.protocol}`;
          const [cell] = cellsNamed(data, `${flow.from}>${flow.to}:${flow.port.number}${protocol}`);
          if (cell === undefined || !stage || kindAt(data, stage, cell)?.mark !== markOf(result)) return true;
          const place = flowIndexOf(stage, cell);
          const piece = evidence[index]?.[Math.floor(place / data.chunkSize)]?.();
          const found = piece && evidenceAt(piece, place % data.chunkSize);
          const more = result.triangulation ? 2 : 0;
          return found?.explanation !== result.explanation || found.attempts.length !== attempts.length + more;
        }),
      );
      expect(wrong).toEqual([]);
    }),
  );
});

test('cells have names that lead back to them', () => {
  const { data } = layOut(contentOfRun(bigReport()));
  const all = Array.from({ length: data.sources.length * data.targets.length }, (_, cell) => cell);
  expect(all.map((cell) => cellsNamed(data, cellName(data, cell)))).toEqual(all.map((cell) => [cell]));
  expect(['', 'nobody>db:1', 'gateway>', 'shop/*>gateway:8443'].flatMap((name) => cellsNamed(data, name))).toEqual([]);
});

test('a namespace in the place of an end stands for all that is in it', () => {
  const endpoints = ['gateway', 'worker', 'postgres'].map((name) => ({
    name,
    namespace: name === 'postgres' ? 'data' : 'apps',
  }));
  const { data } = layOut(contentOfRun({ ...badReport, endpoints }));
  const titles = (name: string) => cellsNamed(data, name).map((cell) => flowTitle(data, cell));
  expect(titles('apps/*>data/*')).toEqual(['gateway → postgres:5432', 'worker → postgres:5432']);
  expect(titles('worker>data/*')).toEqual(['worker → postgres:5432']);
  expect(titles('data/*>task-api:8000/http')).toEqual(['postgres → task-api:8000/http']);
  expect(titles('apps/*>apps/*')).toEqual([]);
});

test('marks are ordered by how bad they are', () => {
  const marks = ['allowed', 'flaky', 'blocked', 'cut', 'leak'] as const;
  expect(marks.toSorted((a, b) => rankOf(a) - rankOf(b))).toEqual(['leak', 'cut', 'flaky', 'allowed', 'blocked']);
});

test('a cell has changed where both stages probed it, and it did something else', () => {
  const { data } = layOut(contentOfRun(badReport));
  const [before, after] = data.stages;
  const steps = Array.from({ length: before?.cells.length ?? 0 }, (_, cell) => hasStepped(after, before, cell));
  expect(steps).not.toContain(true);
  expect(hasStepped(before, undefined, 0)).toBe(false);
  const moved = before && { ...before, cells: before.cells.replaceAll(/\S/g, 'Z') };
  expect(hasStepped(after, moved, cellsNamed(data, 'postgres>task-api:8000/http')[0] ?? -1)).toBe(true);
});

test.for([
  [[], undefined],
  [['allowed', 'allowed'], 'allowed'],
  [['allowed', 'blocked'], 'mixed'],
  [['allowed', 'leak', 'blocked'], 'leak'],
  [['flaky', 'inconclusive'], 'inconclusive'],
  [['flaky', 'blocked'], 'flaky'],
] as const)('%j together are %s', ([marks, worst]) => {
  expect(worstOf(marks)).toBe(worst);
});

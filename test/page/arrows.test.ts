import { expect, test } from 'vitest';
import { arrowsOf, headOf, middleOf } from '../../src/page/arrows.ts';
import { parseFilter } from '../../src/page/filter.ts';
import { matrixOf } from '../../src/page/matrix-model.ts';
import type { Report } from '../../src/model/report.ts';
import { layOut } from '../../src/reporters/html/lay-out.ts';
import { contentOfRun } from '../../src/reporters/html/run.ts';
import { bigReport, reportOf, resultOf, stageOf } from '../helpers/report.ts';
import { badReport } from '../helpers/sample-report.ts';

function arrowsIn(report: Parameters<typeof contentOfRun>[0], { stage = 0, filter = '' } = {}): string[] {
  const { data } = layOut(contentOfRun(report));
  const model = matrixOf(data, { stage, terms: parseFilter(filter), only: false, folded: [] });
  const name = (index: number) => data.graph.nodes[index]?.label;
  return arrowsOf(data, model).map(
    ({ from, to, mark, ports }) => `${name(from)} → ${name(to)} ${mark} ${ports.join(',')}`,
  );
}

test('what gets through or differs is an arrow, and what is blocked as it should be is none', () => {
  expect(arrowsIn(badReport, { stage: 1 }).toSorted()).toEqual([
    'gateway → coredns allowed 53/dns',
    'gateway → postgres inconclusive 5432',
    'gateway → task-api cut 8000/http',
    'worker → coredns flaky 53/dns',
    'worker → postgres leak 5432',
  ]);
  expect(arrowsIn(badReport, { stage: 1, filter: 'from:worker !dns' })).toEqual(['worker → postgres leak 5432']);
});

test('ports of one pair are one arrow, which shows the worst of them', () => {
  const arrows = arrowsIn(
    bigReport({ 'egress: worker → coredns:53/dns': { outcome: 'mismatch', verdict: 'blocked' } }),
    { stage: 4, filter: 'from:worker' },
  );
  expect(arrows).toEqual(['worker → postgres allowed 5432', 'worker → coredns cut 53/dns']);
});

test('where there are too many endpoints for a picture, namespaces are drawn, and no leak is lost', () => {
  const names = Array.from({ length: 20 }, (_, index) => `app-${index}`);
  const endpoints = names.map((name, index) => ({ name, namespace: `team-${index % 2}` }));
  const results = names.flatMap((from) =>
    names.map((to) => {
      const isLeak = from === 'app-0' && to === 'app-3';
      return resultOf({
        flow: `${from} → ${to}:80`,
        expect: isLeak ? 'blocked' : 'allowed',
        ...(isLeak && { outcome: 'mismatch', verdict: 'allowed' }),
      });
    }),
  );
  expect(arrowsIn(reportOf({ endpoints, stages: [stageOf({ results })] }))).toEqual([
    'team-0 → team-0 allowed 80',
    'team-0 → team-1 leak 80',
    'team-1 → team-0 allowed 80',
    'team-1 → team-1 allowed 80',
  ]);
});

test('the head of an arrow points where it goes, and its label is half way', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
  ];
  expect(headOf(points)).toMatch(/^100,0 90\.\d+,-3\.\d+ 90\.\d+,3\.\d+$/);
  expect(headOf([])).toBe('');
  expect(middleOf(points)).toEqual({ x: 50, y: 0 });
  expect(middleOf([...points, { x: 200, y: 0 }])).toEqual({ x: 100, y: 0 });
});

test('what differs at an earlier stage has a way of its own, although it is right in the end', () => {
  const leak = { outcome: 'mismatch', verdict: 'allowed' } as const;
  const ways = (report: Report) => layOut(contentOfRun(report)).data.graph.edges.length;
  expect(ways(bigReport({ 'dns: any-pod → gateway:8443': leak }))).toBe(ways(bigReport()) + 1);
});

test('an arrow without a way goes from side to side, and one from a box to itself above it', () => {
  const nodes = [0, 100].map((x, place) => {
    const members = { sources: [place], targets: [place] };
    return { label: `${x}`, x, y: 50, width: 30, height: 20, ...members };
  });
  const graph = { width: 130, height: 100, groups: [], nodes, edges: [] };
  const targets = [
    { name: 'a', port: '80' },
    { name: 'b', port: '80' },
  ];
  const cells = [0, 1].map((cell) => ({ cell, mark: 'allowed' as const }));
  expect(
    arrowsOf({ graph, targets }, { cells: () => cells }).map(({ points }) => points.map(({ x, y }) => [x, y])),
  ).toEqual([
    [
      [10, 50],
      [10, 36],
      [20, 36],
      [20, 50],
    ],
    [
      [30, 60],
      [100, 60],
    ],
  ]);
});

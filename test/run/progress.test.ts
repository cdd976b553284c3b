import { expect, test } from 'vitest';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { loadScenario } from '../../src/app/load.ts';
import { prove } from '../../src/app/prove.ts';
import { memoryEnvironment } from '../helpers/memory-environment.ts';

/** What a person is told of a run in which nothing gets through to the database. */
async function told(stage?: string): Promise<string[]> {
  const scenario = await loadScenario('scenarios/recipes/01-deny-all-to-an-application');
  const lines: string[] = [];
  await prove(scenario, {
    runId: 'r',
    open: async () => memoryEnvironment(scenario, (_, to) => to !== 'web'),
    connectTimeoutMs: 10,
    stage,
    apply: true,
    progress: { step: (title) => lines.push(title), detail: (text) => lines.push(`  ${text}`) },
    signal: neverAborted,
  });
  return lines;
}

test('a run tells which stage of how many it is at, and how many of its probes came back', async () => {
  expect(await told()).toMatchInlineSnapshot(`
    [
      "Starting workloads and checking that policies are enforced",
      "Stage 1 of 2, open: probing 2 flows",
      "  probes 0/3",
      "  probes 1/3",
      "  probes 2/3",
      "  probes 3/3",
      "  try 2, probes 0/3",
      "  try 2, probes 1/3",
      "  try 2, probes 2/3",
      "  try 2, probes 3/3",
      "  try 3, probes 0/3",
      "  try 3, probes 1/3",
      "  try 3, probes 2/3",
      "  try 3, probes 3/3",
      "Stage 2 of 2, denied: applying",
      "Stage 2 of 2, denied: probing 2 flows",
      "  probes 0/3",
      "  probes 1/3",
      "  probes 2/3",
      "  probes 3/3",
      "  try 2, probes 0/3",
      "  try 2, probes 1/3",
      "  try 2, probes 2/3",
      "  try 2, probes 3/3",
      "Cleaning up",
    ]
  `);
});

test('one stage alone is not counted', async () => {
  expect((await told('denied')).filter((line) => line.startsWith('Stage'))).toMatchInlineSnapshot(`
    [
      "Stage denied: applying",
      "Stage denied: probing 2 flows",
    ]
  `);
});

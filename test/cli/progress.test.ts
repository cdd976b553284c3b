import { expect, test } from 'vitest';
import { createProgress } from '../../src/cli/progress.ts';

/** What is printed to a pipe, by a clock that a test sets. */
function pipe(): { readonly stream: NodeJS.WriteStream; readonly lines: string[] } {
  const lines: string[] = [];
  const stream = { isTTY: false, write: (text: string) => lines.push(text) > 0 } as unknown as NodeJS.WriteStream;
  return { stream, lines };
}

test('on a pipe, every step is a line when it has ended, and the last one when the run has', async () => {
  const { stream, lines } = pipe();
  let nowMs = 5000;
  {
    using progress = await createProgress(stream, { now: () => nowMs });
    progress.step('Stage 1 of 2, dns: probing 9 flows');
    progress.detail('probes 3/12');
    nowMs += 14_240;
    expect(lines).toEqual([]);
    progress.step('Cleaning up');
    expect(lines).toEqual(['Stage 1 of 2, dns: probing 9 flows (14.2 s)\n']);
    nowMs += 300;
  }
  expect(lines.slice(1)).toEqual(['Cleaning up (0.3 s)\n']);
});

test('nothing is told of a run in which nothing began, or to somebody who wants quiet', async () => {
  const { stream, lines } = pipe();
  (await createProgress(stream))[Symbol.dispose]();
  {
    using progress = await createProgress(stream, { quiet: true });
    progress.step('Cleaning up');
  }
  expect(lines).toEqual([]);
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrames, writeFrames } from '../../src/probe/worker-frames.ts';

const nonce = 'f00d';
const anyOutput = fc.string({ unit: 'binary', maxLength: 9000 });

/** Outputs as the log of a pod has them, one request after the other. */
function logOf(outputs: readonly string[]): string[] {
  return outputs.flatMap((output, request) => writeFrames(output, { nonce, request }));
}

test('what is written is read again, however the lines of requests and other output are mixed', () => {
  const property = fc.property(fc.array(anyOutput, { maxLength: 5 }), fc.infiniteStream(fc.nat()), (outputs, order) => {
    const lines = logOf(outputs).map((line) => ({ line, at: order.next().value }));
    const mixed = lines.toSorted((a, b) => a.at - b.at).flatMap(({ line }) => ['somebody warns', line]);
    expect(readFrames(`${mixed.join('\n')}\n`, nonce)).toEqual(new Map(outputs.map((text, index) => [index, text])));
  });
  fc.assert(property);
});

test('no line is as long as container runtimes cut them', () => {
  const property = fc.property(fc.array(anyOutput, { maxLength: 3 }), (outputs) => {
    for (const line of logOf([...outputs, '\u0000'.repeat(20_000), '界'.repeat(20_000)]))
      expect(Buffer.byteLength(line)).toBeLessThan(16 * 1024);
  });
  fc.assert(property);
});

test('an output that lost a line is lost, and no other', () => {
  const outputs = ['a'.repeat(6000), 'short', 'b'.repeat(9000)];
  const lines = logOf(outputs);
  for (const gap of lines.keys()) {
    const read = readFrames(lines.toSpliced(gap, 1).join('\n'), nonce);
    const lost = (JSON.parse(lines[gap] ?? '') as { request: number }).request;
    expect(new Set(read.keys())).toEqual(new Set([0, 1, 2].filter((request) => request !== lost)));
  }
});

test.for([
  ['{"flowproof":"f00d","request":0,"part":0,"parts":1,"te', 'cut off'],
  ['{"flowproof":"f00d","request":0,"par{"flowproof":"f00d","request":1,"part":0,"parts":2,"text":""}', 'run together'],
  ['{"flowproof":"beef","request":0,"part":0,"parts":1,"text":"x"}', 'of another Job'],
  ['error: {"flowproof":"f00d","request":0,"part":0,"parts":1,"text":"x"}', 'quoted by somebody'],
] as const)('%s is no output: %s', ([line]) => {
  expect(readFrames(line, nonce)).toEqual(new Map());
});

test('an empty output arrives, too', () => {
  expect(readFrames(logOf(['']).join('\n'), nonce)).toEqual(new Map([[0, '']]));
});

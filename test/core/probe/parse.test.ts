import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planBatch } from '../../../src/core/probe/batch.ts';
import { parseOutput } from '../../../src/core/probe/parse.ts';

const batch = planBatch(
  [
    { id: 'p0', protocol: 'tcp', host: '10.0.0.1', port: 80 },
    { id: 'p1', protocol: 'tcp', host: '10.0.0.2', port: 80 },
    { id: 'p2', protocol: 'dns', host: '10.0.0.3', port: 53 },
  ],
  { nonce: 'n1', connectTimeoutMs: 3000 },
);
const output = `n1 c0 transfer 0|0|0.000010|0.001000|0.002000|200|1|10.0.0.1|
n1 c0 transfer 1|28|0.000010|0.000000|3.000000|0|0||Failed to connect | after 3000 ms: Timeout was reached
n1 c0 curl 28
n1 p2 out ** server can't find x: NXDOMAIN
n1 p2 end 1 100.10 100.35
n1 done
`;

test('every probe gets what its own lines say', () => {
  const { results, complete, toolFailures } = parseOutput(output, batch);
  expect(results.get('p0')).toMatchObject({
    exitCode: 0,
    connectSeconds: 0.001,
    httpStatus: 200,
    remoteAddress: '10.0.0.1',
  });
  expect(results.get('p1')).toMatchObject({
    exitCode: 28,
    message: 'Failed to connect | after 3000 ms: Timeout was reached',
  });
  expect(results.get('p2')).toMatchObject({
    exitCode: 1,
    totalSeconds: 0.25,
    output: ["** server can't find x: NXDOMAIN"],
  });
  expect(complete).toBe(true);
  expect(toolFailures).toEqual([]);
});

test('lines of another batch are not its own', () => {
  expect(parseOutput(output.replaceAll('n1 ', 'n2 '), batch)).toMatchObject({ complete: false, results: new Map() });
});

test('a curl that does not know the fields has no results', () => {
  const old = 'n1 c0 transfer %{urlnum}|%{exitcode}|0.1|0.1|0.1|200|1||%{errormsg}\nn1 done\n';
  expect(parseOutput(old, batch).results.size).toBe(0);
});

test('a missing program is told apart from a failed transfer', () => {
  expect(parseOutput('n1 c0 curl 127\nn1 done\n', batch).toolFailures).toEqual(['curl ended with exit code 127']);
});

test('output that is cut off anywhere invents nothing and changes nothing', () => {
  const whole = parseOutput(output, batch);
  fc.assert(
    fc.property(fc.nat(output.length), (length) => {
      const { results, complete } = parseOutput(output.slice(0, length), batch);
      for (const [id, result] of results) expect(result).toEqual(whole.results.get(id));
      expect(complete).toBe(length === output.length);
    }),
  );
});

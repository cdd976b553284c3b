import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planBatch } from '../../src/probe/batch.ts';
import { parseOutput, readMark, toolFor } from '../../src/probe/parse-output.ts';

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
  const { results, toolFailures } = parseOutput(output, batch);
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
  expect(toolFailures).toEqual([]);
});

test('lines of another batch are not its own', () => {
  expect(parseOutput(output.replaceAll('n1 ', 'n2 '), batch)).toMatchObject({ results: new Map() });
});

test('a curl that does not know the fields has no results', () => {
  const old = 'n1 c0 transfer %{urlnum}|%{exitcode}|0.1|0.1|0.1|200|1||%{errormsg}\nn1 done\n';
  expect(parseOutput(old, batch).results.size).toBe(0);
});

test.for([
  ['n1 c9 transfer 0|0|0.1|0.1|0.1|200|1|10.0.0.1|', 'a transfer of a curl that nobody started'],
  ['n1 c0 transfer 9|0|0.1|0.1|0.1|200|1|10.0.0.1|', 'a transfer that nobody asked for'],
  ['n1 c0 transfer 0|%{exitcode}|0.1|0.1|0.1|200|1|10.0.0.1|', 'no exit code'],
  ['n1 c0 transfer 0|28%|0.1|0.1|0.1|200|1|10.0.0.1|', 'an exit code and more'],
  ['n1 c0 transfer 0|%28|0.1|0.1|0.1|200|1|10.0.0.1|', 'more and an exit code'],
  ['n1 c0 transfer 0|0|0.1|0.1|0.1|200|1|10.0.0.1', 'a field too few'],
  ['n1 c0 transfer 0', 'hardly a field'],
  ['n1 p0 end 0 100.00 100.10', 'the end of a tool that was not to try it'],
  ['n1 p9 end 0 100.00 100.10', 'the end of what nobody asked for'],
  ['n1 p2 ended 0 100.00 100.10', 'another word'],
  ['n1', 'nothing but the nonce'],
] as const)('%j is no result: %s', ([line]) => {
  expect(parseOutput(`${line}\n`, batch).results.size).toBe(0);
});

test.for([
  [['n1 p2 end 1 100.10 100.35'], { exitCode: 1, totalSeconds: 0.25, output: [] }, 'a tool that said nothing'],
  [
    ['n1 p2 out a', 'n1 p2 out ', 'n1 p2 out   ', 'n1 p2 out  b c', 'n1 p2 end 0 1 2'],
    { exitCode: 0, totalSeconds: 1, output: ['a', ' b c'] },
    'blank lines that are left out, as other blanks are not',
  ],
  [['n1 p2 end'], { exitCode: -1, totalSeconds: 0, output: [] }, 'an end without its numbers, which is no success'],
] as const)('%j is %o: %s', ([lines, result]) => {
  const { results } = parseOutput(lines.map((line) => `${line}\n`).join(''), batch);
  expect(results).toEqual(new Map([['p2', { tool: 'nslookup', ...result }]]));
});

test.for([
  [28, [], 'a transfer that failed'],
  [125, [], 'the last code that may be one of curl itself'],
  [126, ['curl ended with exit code 126'], 'a program that cannot be run'],
  [127, ['curl ended with exit code 127'], 'no such program'],
] as const)('exit code %i of curl tells of %j: %s', ([exitCode, failures]) => {
  expect(parseOutput(`n1 c0 curl ${exitCode}\nn1 done\n`, batch).toolFailures).toEqual(failures);
});

test.for([
  ['n1 launched', { nonce: 'n1', what: 'launched' }],
  ['n1 done 100.20', { nonce: 'n1', what: 'done' }],
  ['n1 p2 end 0 100.10 100.35', { nonce: 'n1', what: 'job-ended' }],
  ['n1 c0 curl 28', { nonce: 'n1', what: 'job-ended' }],
  ['n1 c0 transfer 0|0|0', { nonce: 'n1', what: 'other' }],
  ['n1 p2 out end', { nonce: 'n1', what: 'other' }],
  ['', { nonce: '', what: 'other' }],
] as const)('the mark of %j is %o', ([line, mark]) => {
  expect(readMark(line)).toEqual(mark);
});

test.for([
  ['tcp', 'curl', 'a handshake'],
  ['http', 'curl', 'a request'],
  ['dns', 'nslookup', 'a query, as people ask'],
  ['dns-tcp', 'nc', 'a query over TCP'],
  ['udp', 'nc', 'a datagram'],
] as const)('%s is tried with %s: %s', ([protocol, tool]) => {
  expect(toolFor(protocol)).toBe(tool);
});

test('output that is cut off anywhere invents nothing and changes nothing', () => {
  const whole = parseOutput(output, batch);
  fc.assert(
    fc.property(fc.nat(output.length), (length) => {
      const { results } = parseOutput(output.slice(0, length), batch);
      for (const [id, result] of results) expect(result).toEqual(whole.results.get(id));
    }),
  );
});

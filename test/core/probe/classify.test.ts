import { expect, test } from 'vitest';
import { classify, classifyCurl, classifyNslookup } from '../../../src/core/probe/classify.ts';
import { dnsQuery } from '../../../src/core/probe/dns.ts';
import type { CurlResult, Probe, ToolResult } from '../../../src/core/probe/probe.ts';

const curl = (fields: Partial<CurlResult>): CurlResult => ({
  tool: 'curl',
  exitCode: 0,
  lookupSeconds: 0,
  connectSeconds: 0,
  totalSeconds: 0,
  httpStatus: 0,
  connections: 1,
  remoteAddress: '',
  message: '',
  ...fields,
});

const address: Probe = { id: 'p0', protocol: 'tcp', host: '10.0.0.1', port: 8000 };
const name: Probe = { ...address, host: 'task-api.task-api.svc.cluster.local' };
const http: Probe = { ...address, protocol: 'http' };

test.for([
  [address, { exitCode: 0, connectSeconds: 0.01, httpStatus: 200 }, 'allowed', 'an answer'],
  [address, { exitCode: 0, connectSeconds: 0.01, httpStatus: 503 }, 'allowed', 'an error of the application'],
  [address, { exitCode: 28, connectSeconds: 0.01, totalSeconds: 3.5 }, 'allowed', 'a handshake, then silence'],
  [address, { exitCode: 52, connectSeconds: 0.01 }, 'allowed', 'a server that hangs up'],
  [address, { exitCode: 56, connectSeconds: 0.01 }, 'allowed', 'a reset after the handshake'],
  [address, { exitCode: 1, connectSeconds: 0.01 }, 'allowed', 'a server that speaks no HTTP'],
  [address, { exitCode: 28, totalSeconds: 3 }, 'blocked', 'a SYN without an answer'],
  [name, { exitCode: 28, lookupSeconds: 0.01, totalSeconds: 3 }, 'blocked', 'a name that was found, then silence'],
  [name, { exitCode: 28, totalSeconds: 3 }, 'dns-no-answer', 'a resolver without an answer'],
  [name, { exitCode: 6, totalSeconds: 0.01 }, 'dns-not-found', 'a name that does not exist'],
  [name, { exitCode: 6, totalSeconds: 10 }, 'dns-no-answer', 'a resolver that gave up'],
  [address, { exitCode: 7 }, 'refused', 'a reset instead of a handshake'],
  [address, { exitCode: 0, connections: 0 }, 'failed', 'a connection that was open already'],
  [address, { exitCode: 2 }, 'failed', 'a curl that did not start'],
  [address, { exitCode: 137 }, 'failed', 'a curl that was killed'],
  [http, { exitCode: 0, connectSeconds: 0.01, httpStatus: 404 }, 'allowed', 'any HTTP status'],
  [http, { exitCode: 28, connectSeconds: 0.01 }, 'inconclusive', 'a handshake without HTTP, as a sidecar makes it'],
] as const)('curl: %o with %o is %s: %s', ([probe, fields, verdict]) => {
  expect(classifyCurl(probe, curl(fields))).toBe(verdict);
});

const busyboxAnswer = `Server:\t\t10.96.0.10
Address:\t10.96.0.10:53

Name:\tkubernetes.default.svc.cluster.local
Address: 10.96.0.1`;
const bindAnswer = `Server:\t\t10.96.0.10
Address:\t10.96.0.10#53

Name:\tkubernetes.default.svc.cluster.local
Address: 10.96.0.1`;

test.for([
  [0, 0.1, busyboxAnswer, 'allowed', 'an answer of busybox'],
  [0, 0.1, bindAnswer, 'allowed', 'an answer of BIND'],
  [1, 0.1, "** server can't find x.y.: NXDOMAIN", 'allowed', 'NXDOMAIN: the server was reached'],
  [1, 0.1, "*** Can't find x.y.: No answer", 'allowed', 'no record of that kind'],
  [
    0,
    0.1,
    'Server:\t\tfd00::a\nAddress:\t[fd00::a]:53\n\nNon-authoritative answer:',
    'allowed',
    'no address of that family',
  ],
  [1, 0.1, "** server can't find x.y.: SERVFAIL", 'allowed', 'SERVFAIL: it answered'],
  [1, 0.1, "** server can't find x.y.: REFUSED", 'allowed', 'a policy of the server, which answered'],
  [1, 10, ';; connection timed out; no servers could be reached', 'blocked', 'silence, as both say it'],
  [124, 3, '', 'blocked', 'silence until coreutils ended it'],
  [143, 3, '', 'blocked', 'silence until busybox ended it'],
  [124, 3, 'nslookup: read: Connection refused', 'refused', 'an ICMP error'],
  [1, 0.1, ';; communications error to 10.0.0.1#53: connection refused', 'refused', 'an ICMP error, as BIND says it'],
  [1, 0.1, 'nslookup: out of memory', 'failed', 'something else'],
] as const)('nslookup: exit code %i after %d s, %j is %s: %s', ([exitCode, totalSeconds, output, verdict]) => {
  expect(classifyNslookup({ exitCode, totalSeconds, output: output.split('\n') }).verdict).toBe(verdict);
});

const nonce = 'a1b2c3';
const bytesOf = (octal: string): string[] =>
  [...octal.matchAll(/\\(\d{3})/g)].map(([, digits = '']) => Number.parseInt(digits, 8).toString(16).padStart(2, '0'));
const query = bytesOf(dnsQuery(nonce, 'TCP'));
/** The query, turned into an answer: the QR bit is set, NXDOMAIN. */
const reply = query.map((byte, index) => (index === 4 ? '81' : index === 5 ? '83' : byte));

const udp: Probe = { ...address, protocol: 'udp', port: 9000 };
const dnsTcp: Probe = { ...address, protocol: 'dns-tcp', port: 53 };
const dnsElsewhere: Probe = { ...address, protocol: 'dns', port: 30_053 };

test.for([
  [udp, 3.5, 0, [nonce], 'allowed', 'the nonce came back'],
  [udp, 3.5, 0, ['what?'], 'allowed', 'an answer of another kind'],
  [udp, 3.5, 0, [], 'blocked', 'silence'],
  [udp, 0.5, 0, [], 'refused', 'nc ended early: an ICMP error'],
  [udp, 0.5, 1, ['nc: read: Connection refused'], 'refused', 'an ICMP error, in words'],
  [udp, 0, 1, ["nc: invalid option -- 'u'"], 'failed', 'an nc that knows no UDP'],
  [udp, 0, 127, ['sh: nc: not found'], 'failed', 'no nc'],
  [
    dnsTcp,
    3,
    0,
    ['Connection to 10.0.0.1 53 port [tcp/domain] succeeded!', ` ${reply.join(' ')}`],
    'allowed',
    'an answer',
  ],
  [
    dnsTcp,
    3,
    0,
    ['Connection to 10.0.0.1 53 port [tcp/domain] succeeded!'],
    'inconclusive',
    'a handshake without an answer',
  ],
  [dnsTcp, 3, 0, ['10.0.0.1 (10.0.0.1:53) open'], 'inconclusive', 'the same, as busybox says it'],
  [dnsTcp, 3, 0, ['nc: connect to 10.0.0.1 port 53 (tcp) timed out: Operation now in progress'], 'blocked', 'silence'],
  [dnsTcp, 0, 0, ['nc: connect to 10.0.0.1 port 53 (tcp) failed: Connection refused'], 'refused', 'a reset'],
  [dnsTcp, 0, 0, [], 'failed', 'an nc that ended at once, for no reason that it gave'],
  [dnsElsewhere, 3.5, 0, [` ${reply.slice(2).join(' ')}`], 'allowed', 'an answer over UDP'],
  [dnsElsewhere, 3.5, 0, [` ${query.slice(2).join(' ')}`], 'blocked', 'an echo of the query is no answer'],
] as const)('nc: %o after %d s, exit code %i, %j is %s: %s', ([probe, totalSeconds, exitCode, output, verdict]) => {
  const result: ToolResult = { tool: 'nc', exitCode, totalSeconds, output };
  expect(classify(probe, result, { nonce, connectTimeoutMs: 3000 }).verdict).toBe(verdict);
});

import { expect, test } from 'vitest';
import { classify, classifyCurl } from '../../src/probe/classify.ts';
import { tcpQuery } from '../../src/probe/dns.ts';
import type { CurlResult, Probe, ToolResult } from '../../src/probe/probe.ts';

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

const nonce = 'a1b2c3';
const address: Probe = { id: 'p0', protocol: 'tcp', host: '10.0.0.1', port: 8000 };
const name: Probe = { ...address, host: 'task-api.task-api.svc.cluster.local' };
const http: Probe = { ...address, protocol: 'http' };
const dns: Probe = { ...address, protocol: 'dns', port: 53 };

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
  [name, { exitCode: 6, totalSeconds: 4 }, 'dns-no-answer', 'a resolver that took just too long'],
  [address, { exitCode: 0, connections: 0 }, 'failed', 'a connection that was open already'],
  [
    address,
    { exitCode: 0, connectSeconds: 0.01, connections: 0 },
    'failed',
    'the same, with the time that it once took',
  ],
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

const oldBusyboxAnswer = `Server:    10.96.0.10
Address 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local

Name:      kubernetes.default.svc.cluster.local
Address 1:  10.96.0.1 kubernetes.default.svc.cluster.local`;
const asked = 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n';
const noServers = ';; connection timed out; no servers could be reached';

test.for([
  [0, 0.1, busyboxAnswer, 'allowed', 'answer 10.96.0.1', 'an answer of busybox'],
  [0, 0.1, bindAnswer, 'allowed', 'answer 10.96.0.1', 'an answer of BIND'],
  [0, 0.1, oldBusyboxAnswer, 'allowed', 'answer 10.96.0.1', 'an answer of a busybox that numbers addresses'],
  [
    1,
    0.1,
    "** server can't find x.y.: NXDOMAIN",
    'allowed',
    'the server answered NXDOMAIN',
    'the server was reached, whatever it knows',
  ],
  [1, 0.1, "*** Can't find x.y.: No answer", 'allowed', 'the server answered No answer', 'no record of that kind'],
  [0, 0.1, asked, 'allowed', 'an answer without an address', 'no address of that family, as busybox says it'],
  [0, 0.1, 'Non-authoritative answer:', 'allowed', 'an answer without an address', 'an answer that is empty'],
  [1, 0.1, "** server can't find x.y.: SERVFAIL", 'allowed', 'the server answered SERVFAIL', 'it answered'],
  [1, 0.1, "** server can't find x.y.: REFUSED", 'allowed', 'the server answered REFUSED', 'a policy of the server'],
  [1, 10, noServers, 'blocked', 'no answer within 10 s', 'silence, as both say it'],
  [1, 10, `${asked}${noServers}`, 'blocked', 'no answer within 10 s', 'whom it asked is no answer if it ends badly'],
  [124, 3, '', 'blocked', 'no answer within 3 s', 'silence until coreutils ended it'],
  [143, 3, '', 'blocked', 'no answer within 3 s', 'silence until busybox ended it'],
  [124, 3, 'nslookup: read: Connection refused', 'refused', 'connection refused', 'an ICMP error'],
  [
    1,
    0.1,
    ';; communications error to 10.0.0.1#53: connection refused',
    'refused',
    'connection refused',
    'an ICMP error, as BIND says it',
  ],
  [1, 0.1, 'nslookup: out of memory', 'failed', 'nslookup: out of memory', 'something else'],
  [0, 0.1, '? Server:\nAddress:', 'failed', '? Server:\nAddress:', 'something else that ends well'],
  [1, 0.1, '? Name:\nAddress: 1', 'failed', '? Name:\nAddress: 1', 'something else that has an address'],
  [2, 0.1, '', 'failed', 'nslookup ended with exit code 2', 'nothing at all'],
  [126, 0.1, 'x', 'failed', 'the probe image has no nslookup', 'a program that cannot be run'],
] as const)(
  'nslookup: exit code %i after %d s, %j is %s (%s): %s',
  ([exitCode, totalSeconds, said, verdict, message]) => {
    const result: ToolResult = { tool: 'nslookup', exitCode, totalSeconds, output: said.split('\n') };
    expect(classify(dns, result, { nonce, connectTimeoutMs: 3000 })).toEqual({ verdict, message });
  },
);

test.for([
  [{ exitCode: 28, totalSeconds: 3, message: 'timed out' }, 'blocked', 'timed out', 'what curl said of an error'],
  [{ connectSeconds: 0.01, httpStatus: 503 }, 'allowed', 'HTTP 503', 'what the server said'],
  [{ connectSeconds: 0.01 }, 'allowed', '', 'nobody said anything'],
] as const)('curl: %o is %s, %j: %s', ([fields, verdict, message]) => {
  expect(classify(address, curl(fields), { nonce, connectTimeoutMs: 3000 })).toEqual({ verdict, message });
});

/** The query as a server may send it back, without the NULs that a shell drops. */
const query = tcpQuery(nonce)
  .replaceAll(/\\(\d{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))
  .replaceAll('\0', '');
/** Its id, which stands behind the length of one byte that is left. */
const id = query.slice(1, 3);
/** An answer to it: the flags are bytes that are no text. */
const reply = `\u001D${id}\uFFFD\uFFFD\u0001`;

const udp: Probe = { ...address, protocol: 'udp', port: 9000 };
const dnsTcp: Probe = { ...address, protocol: 'dns-tcp', port: 53 };

/** The line of nc that says that a handshake was completed. */
const succeeded = 'Connection to 10.0.0.1 53 port [tcp/domain] succeeded!';
const answered = 'the server answered';
const noDns = 'connected, but no DNS answer came';

test.for([
  [udp, 3.5, 0, [nonce], 'allowed', 'the nonce was echoed', 'the nonce came back'],
  [udp, 3.5, 0, ['what?'], 'allowed', 'answered "what?"', 'an answer of another kind'],
  [udp, 3.5, 0, [], 'blocked', 'no answer within 3.5 s', 'silence'],
  [udp, 2.7, 0, [], 'failed', 'nc ended after 2.7 s with exit code 0', 'not quite the whole time'],
  [udp, 1.5, 0, [], 'failed', 'nc ended after 1.5 s with exit code 0', 'neither at once nor the whole time'],
  [udp, 0.5, 0, [], 'refused', 'an ICMP error answered', 'nc ended early: an ICMP error'],
  [udp, 0.5, 1, [], 'refused', 'an ICMP error answered', 'the same, by an nc that calls it an error'],
  [udp, 0.5, 137, [], 'failed', 'nc ended after 0.5 s with exit code 137', 'an nc that was killed'],
  [udp, 0.5, 1, ['nc: read: Connection refused'], 'refused', 'nc: read: Connection refused', 'an ICMP error, in words'],
  [
    udp,
    0,
    1,
    ["nc: invalid option -- 'u'", 'usage: nc'],
    'failed',
    "nc: invalid option -- 'u'; usage: nc",
    'an nc that knows no UDP',
  ],
  [udp, 0, 127, ['sh: nc: not found'], 'failed', 'the probe image has no nc', 'no nc'],
  [dnsTcp, 3, 0, [succeeded, reply], 'allowed', answered, 'an answer'],
  [
    dnsTcp,
    3,
    0,
    [succeeded, '', reply.slice(1)],
    'allowed',
    answered,
    'an answer of ten bytes: its length ends a line',
  ],
  [dnsTcp, 3, 0, [succeeded, `\u001Dxx\uFFFD\uFFFD`], 'inconclusive', noDns, 'an answer to another query'],
  [dnsTcp, 3, 0, [succeeded], 'inconclusive', noDns, 'a handshake without an answer'],
  [dnsTcp, 3, 0, ['10.0.0.1 (10.0.0.1:53) open', 'bye'], 'inconclusive', noDns, 'the same, as busybox says it'],
  [
    dnsTcp,
    3,
    0,
    ['nc: connect to 10.0.0.1 port 53 (tcp) timed out: Operation now in progress'],
    'blocked',
    'no answer within 3 s',
    'silence',
  ],
  [
    dnsTcp,
    0,
    0,
    ['nc: connect to 10.0.0.1 port 53 (tcp) failed: Connection refused'],
    'refused',
    'nc: connect to 10.0.0.1 port 53 (tcp) failed: Connection refused',
    'a reset',
  ],
  [dnsTcp, 0, 1, ['nc: open files: too many'], 'failed', 'nc: open files: too many', 'an nc that got nowhere'],
  [
    dnsTcp,
    0,
    0,
    [],
    'failed',
    'nc ended after 0 s with exit code 0',
    'an nc that ended at once, for no reason that it gave',
  ],
  [dnsTcp, 3, 0, [succeeded, query], 'inconclusive', noDns, 'an echo of the query is no answer'],
] as const)(
  'nc: %o after %d s, exit code %i, %j is %s (%s): %s',
  ([probe, seconds, exitCode, output, verdict, message]) => {
    const result: ToolResult = { tool: 'nc', exitCode, totalSeconds: seconds, output };
    expect(classify(probe, result, { nonce, connectTimeoutMs: 3000 })).toEqual({ verdict, message });
  },
);

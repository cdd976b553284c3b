import type { AttemptVerdict } from '../model/report.ts';
import { transportOf } from '../kubernetes/port.ts';
import { hasTcpAnswer } from './dns.ts';
import { isAddress, type CurlResult, type Probe, type RawResult, type ToolResult } from './probe.ts';

/** A verdict, and in words what it rests on. */
export interface Reading {
  readonly verdict: AttemptVerdict;
  readonly message: string;
}

interface Conditions {
  readonly nonce: string;
  readonly connectTimeoutMs: number;
}

/** Reads the verdict off one probe's result. */
export function classify(probe: Probe, result: RawResult, conditions: Conditions): Reading {
  if (result.tool === 'curl')
    return { verdict: classifyCurl(probe, result), message: result.message || httpMessage(result) };
  if (result.exitCode === 126 || result.exitCode === 127) {
    return { verdict: 'failed', message: `the probe image has no ${result.tool}` };
  }
  if (result.tool === 'nslookup') return classifyNslookup(result);
  return probe.protocol === 'udp' ? classifyUdp(probe, result, conditions) : classifyQuery(probe, result, conditions);
}

/** Exit codes of curl that are about the way to the target; see `man curl`, EXIT CODES. */
const couldNotResolve = 6;
const couldNotConnect = 7;
const timedOut = 28;

/** A resolver that gave up, rather than answered, took this long: resolv.conf's default timeout is 5 s. */
const resolverTimeoutSeconds = 4;

/** Reads the verdict off one curl transfer. */
export function classifyCurl({ protocol, host }: Probe, result: CurlResult): AttemptVerdict {
  const { exitCode, lookupSeconds, connectSeconds, totalSeconds, httpStatus, connections } = result;
  // The handshake is the flow: what comes after it (a slow server, TLS, a 503) is the application's business.
  if (connectSeconds > 0 && connections > 0)
    return protocol === 'http' && httpStatus === 0 ? 'inconclusive' : 'allowed';
  switch (exitCode) {
    case couldNotResolve:
      return totalSeconds < resolverTimeoutSeconds ? 'dns-not-found' : 'dns-no-answer';
    // A reset or an ICMP error is an answer: nobody listens there, or something rejects. Policies mostly drop.
    case couldNotConnect:
      return 'refused';
    // Any timeout. Before the name was resolved it says nothing about the target.
    case timedOut:
      return isAddress(host) || lookupSeconds > 0 ? 'blocked' : 'dns-no-answer';
    default:
      return 'failed';
  }
}

/**
 * Reads the verdict off one nslookup that asked a server by its address: any answer of the server shows that the way
 * to it and back is open, NXDOMAIN and SERVFAIL too. busybox's and BIND's wordings are both known.
 */
function classifyNslookup({ exitCode, output, totalSeconds }: Omit<ToolResult, 'tool'>): Reading {
  const text = output.join('\n');
  const negative = /can't find [^\n]*?: (NXDOMAIN|SERVFAIL|REFUSED|NOTIMP|FORMERR|No answer|Parse error)/i.exec(text);
  if (negative) return { verdict: 'allowed', message: `the server answered ${negative[1]}` };
  const address = /^Name:[^\n]*\n(?:Address[^:]*:\s*)(\S+)/m.exec(text);
  if (address) return { verdict: 'allowed', message: `answer ${address[1]}` };
  // The name is known, yet has no address of the family that was asked for: busybox ends well, and says no more than whom
  // it asked.
  if (exitCode === 0 && /^(Non-authoritative answer|Server:[^\n]*\nAddress:)/m.test(text)) {
    return { verdict: 'allowed', message: 'an answer without an address' };
  }
  if (/connection refused/i.test(text)) return { verdict: 'refused', message: 'connection refused' };
  // `timeout` ends a program with SIGTERM: coreutils then says 124, busybox 143.
  if (exitCode === 124 || exitCode === 143 || /no servers could be reached|timed out/i.test(text)) {
    return { verdict: 'blocked', message: `no answer within ${totalSeconds} s` };
  }
  return { verdict: 'failed', message: text || `nslookup ended with exit code ${exitCode}` };
}

function classifyQuery({ protocol }: Probe, result: ToolResult, conditions: Conditions): Reading {
  const said = result.output.join('\n');
  if (hasTcpAnswer(said, conditions.nonce)) return { verdict: 'allowed', message: 'the server answered' };
  if (/succeeded|\bopen$/m.test(said)) {
    return { verdict: 'inconclusive', message: 'connected, but no DNS answer came' };
  }
  return classifySilence(protocol, result, conditions);
}

function classifyUdp({ protocol }: Probe, result: ToolResult, conditions: Conditions): Reading {
  if (result.output.some((line) => line.includes(conditions.nonce)))
    return { verdict: 'allowed', message: 'the nonce was echoed' };
  const answer = result.output.find((line) => !line.startsWith('nc:') && !isUsage(line));
  if (answer !== undefined) return { verdict: 'allowed', message: `answered ${JSON.stringify(answer)}` };
  return classifySilence(protocol, result, conditions);
}

/** Reads the verdict off an nc that brought no answer. */
function classifySilence(
  protocol: Probe['protocol'],
  { output, totalSeconds, exitCode }: ToolResult,
  { connectTimeoutMs }: Conditions,
): Reading {
  const said = output.join('; ');
  if (isUsage(said)) return { verdict: 'failed', message: said };
  if (/refused|unreachable|no route/i.test(said)) return { verdict: 'refused', message: said };
  // nc waits for whole seconds. Over UDP it ends at once, without a word, when an ICMP error comes back: what is neither
  // at once nor the whole time is neither, so that no verdict hangs on milliseconds.
  const waited = totalSeconds / Math.ceil(connectTimeoutMs / 1000);
  if (waited > 0.9) return { verdict: 'blocked', message: `no answer within ${totalSeconds} s` };
  if (waited < 0.5 && exitCode <= 1 && transportOf(protocol) === 'UDP')
    return { verdict: 'refused', message: 'an ICMP error answered' };
  return { verdict: 'failed', message: said || `nc ended after ${totalSeconds} s with exit code ${exitCode}` };
}

function isUsage(text: string): boolean {
  return /usage:|invalid option|unrecognized option/i.test(text);
}

function httpMessage({ httpStatus }: CurlResult): string {
  return httpStatus > 0 ? `HTTP ${httpStatus}` : '';
}

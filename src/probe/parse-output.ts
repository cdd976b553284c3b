import type { Batch } from './batch.ts';
import type { Probe, RawResult, ToolResult } from './probe.ts';
import { stallOf, type CurlRun } from './stall.ts';

/** What came back from a batch. */
export interface BatchOutput {
  /** By probe id. A probe without one was not tried, or its result was lost: that is never a verdict. */
  readonly results: ReadonlyMap<string, RawResult>;
  /** Exit codes of curl processes that are no result of a transfer, e.g. 127 for "no such program". */
  readonly toolFailures: readonly string[];
  /** Seconds for which the place stood still at a stretch while the batch ran, as far as it shows; see {@link stallOf}. */
  readonly stallSeconds: number;
}

/** Reads the standard output of a batch. Lines without its nonce are not its own and are passed over. */
export function parseOutput(stdout: string, batch: Batch): BatchOutput {
  const { nonce, probes, transfers } = batch;
  const results = new Map<string, RawResult>();
  const printed = new Map<string, string[]>();
  const toolFailures: string[] = [];
  const tools = new Map(probes.map((probe) => [probe.id, toolFor(probe.protocol)]));
  const beats: number[] = [];
  const curls: CurlRun[] = [];
  // A last line without its end may be half a line.
  for (const text of stdout.split('\n').slice(0, -1)) {
    const [mark, id = '', what, ...rest] = text.split(' ');
    if (mark !== nonce) continue;
    const chunk = transfers[Number(id.slice(1))] ?? [];
    if (id === 'started' || id === 'beat') beats.push(Number(what));
    else if (what === 'out') printed.set(id, [...(printed.get(id) ?? []), rest.join(' ')]);
    else if (what === 'transfer') addTransfer(rest.join(' '), chunk, results);
    else if (what === 'curl') {
      const [exitCode = 0, start = 0, end = 0] = rest.map(Number);
      if (exitCode > 125) toolFailures.push(`curl ended with exit code ${exitCode}`);
      curls.push({ seconds: end - start, probes: chunk });
    } else if (what === 'end') {
      const tool = tools.get(id);
      if (tool && tool !== 'curl') results.set(id, endOf(tool, rest.map(Number), printed.get(id) ?? []));
    }
  }
  return { results, toolFailures, stallSeconds: stallOf({ results, beats, curls }, batch) };
}

/** What a line is about, as far as those need to know who carry it. */
export interface Mark {
  /** Of the batch that the line belongs to. */
  readonly nonce: string;
  readonly what: 'launched' | 'job-ended' | 'done' | 'other';
}

/** Reads the mark of a line of output; any other line has a nonce that is no batch's. */
export function readMark(line: string): Mark {
  const [nonce = '', id, what] = line.split(' ', 3);
  if (id === 'launched' || id === 'done') return { nonce, what: id };
  return { nonce, what: what === 'end' || what === 'curl' ? 'job-ended' : 'other' };
}

/** The program that tries a probe. */
export function toolFor(protocol: Probe['protocol']): RawResult['tool'] {
  if (protocol === 'tcp' || protocol === 'http') return 'curl';
  return protocol === 'dns' ? 'nslookup' : 'nc';
}

function addTransfer(text: string, probes: Batch['probes'], results: Map<string, RawResult>): void {
  const [index, exitCode, lookup, connect, total, status, connections, remoteAddress = '', ...message] =
    text.split('|');
  const probe = probes[Number(index)];
  // A curl older than 7.75 prints the names of fields that it does not know: that is no result.
  if (!probe || !/^\d+$/.test(exitCode ?? '') || message.length === 0) return;
  results.set(probe.id, {
    tool: 'curl',
    exitCode: Number(exitCode),
    lookupSeconds: Number(lookup),
    connectSeconds: Number(connect),
    totalSeconds: Number(total),
    httpStatus: Number(status),
    connections: Number(connections),
    remoteAddress,
    message: message.join('|'),
  });
}

function endOf(tool: ToolResult['tool'], [exitCode = -1, start = 0, end = 0]: number[], output: string[]): ToolResult {
  return {
    tool,
    exitCode,
    totalSeconds: Math.round((end - start) * 100) / 100,
    output: output.filter((line) => line.trim() !== ''),
  };
}

import type { Attempt } from '../model/report.ts';

/** Lines of evidence at the most; one line stands for all attempts that are alike. */
const maxLines = 8;

/** The attempts of a flow in words, those that deviate first. Attempts that differ in round and times only are one line. */
export function evidenceOf(attempts: readonly Attempt[], expected: string): string[] {
  const alike = [...Map.groupBy(attempts, foldKey).values()];
  const ordered = alike.toSorted((a, b) => Number(deviates(b, expected)) - Number(deviates(a, expected)));
  const hidden = ordered.slice(maxLines).reduce((sum, { length }) => sum + length, 0);
  const more = hidden > 0 ? [`and ${hidden} more attempts, which the JSON report has`] : [];
  return [...ordered.slice(0, maxLines).map(describe), ...more];
}

/** One attempt in words. */
export function attemptLine(attempt: Attempt): string {
  return describe([attempt]);
}

function foldKey(attempt: Attempt): string {
  const { source, sourceNode, address, verdict, tool, exitCode, httpStatus, remoteAddress, message } = attempt;
  // Tools print how long they waited, which is never the same twice.
  const wording = message?.replaceAll(/\d+(\.\d+)? ?(ms|s\b|milliseconds|seconds)/g, '');
  return JSON.stringify([source, sourceNode, address, verdict, tool, exitCode, httpStatus, remoteAddress, wording]);
}

function deviates([first]: readonly Attempt[], expected: string): boolean {
  return first?.verdict !== expected;
}

function describe(attempts: readonly Attempt[]): string {
  const [first] = attempts;
  if (!first) return '';
  const { source, sourceNode, address, verdict, tool, exitCode, httpStatus, remoteAddress, message } = first;
  const facts = [
    exitCode === undefined ? tool : `${tool} exit code ${exitCode}`,
    ...secondsOf('look-up', attempts, ({ lookupSeconds }) => lookupSeconds),
    ...secondsOf('connect', attempts, ({ connectSeconds }) => connectSeconds),
    ...secondsOf('total', attempts, ({ totalSeconds }) => totalSeconds),
    ...(httpStatus === undefined || message === `HTTP ${httpStatus}` ? [] : [`HTTP ${httpStatus}`]),
    ...(remoteAddress === undefined || address.includes(remoteAddress) ? [] : [`reached ${remoteAddress}`]),
  ];
  const node = sourceNode === undefined ? '' : ` on ${sourceNode}`;
  const said = message === undefined || message === '' ? '' : `: ${message.trim().replaceAll(/\s+/g, ' ')}`;
  return `${roundsOf(attempts)}, ${source}${node} → ${address}: ${verdict} (${facts.join(', ')})${said}`;
}

function roundsOf(attempts: readonly Attempt[]): string {
  const rounds = [...new Set(attempts.map(({ round }) => round))];
  const text = rounds.length === 1 ? `round ${rounds[0]}` : `rounds ${rounds.join(', ')}`;
  return attempts.length > rounds.length ? `${text} (${attempts.length} times)` : text;
}

/** Where a tool did not get that far it says 0; what rounds to 0 is not worth telling. */
function secondsOf(
  label: string,
  attempts: readonly Attempt[],
  pick: (attempt: Attempt) => number | undefined,
): string[] {
  const times = attempts.map((attempt) => pick(attempt) ?? 0).filter((time) => time >= 0.0005);
  if (times.length === 0) return [];
  const [least, most] = [Math.min(...times).toFixed(3), Math.max(...times).toFixed(3)];
  return [`${label} ${least === most ? least : `${least} to ${most}`} s`];
}

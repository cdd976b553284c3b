import type { Attempt, StageReport } from '../model/report.ts';

/** The longest that a probe stood still, in seconds; 0 where none did. */
export function longestStall(attempts: readonly Attempt[]): number {
  return attempts.reduce((longest, { stallSeconds = 0 }) => Math.max(longest, stallSeconds), 0);
}

/** Milliseconds until the policies of the slowest stage were in force; `undefined` where nobody saw that. */
export function slowestEnforcement(stages: readonly Pick<StageReport, 'enforcementMs'>[]): number | undefined {
  const times = stages.flatMap(({ enforcementMs }) => enforcementMs ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}

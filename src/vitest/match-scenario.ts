import type { Report } from '../model/report.ts';
import { renderTerminal } from '../reporters/terminal/report.ts';
import { summarize } from '../verdict/summary.ts';
import { screen } from './screen.ts';

/**
 * The matcher for `expect(report)`, whose message is what `flowproof verify` prints. What is inconclusive matches neither
 * with `.not` nor without.
 */
export function toMatchScenario(
  this: { readonly isNot: boolean },
  received: unknown,
): { pass: boolean; message: () => string } {
  if (!isReport(received)) {
    throw new TypeError('toMatchScenario() takes a report: await what verify() returns, and expect that.');
  }
  const { outcome } = summarize(received);
  return {
    // Vitest turns it round for `.not`.
    pass: this.isNot ? outcome !== 'fail' : outcome === 'pass',
    message: () => `${phrase(received, this.isNot)}\n\n${renderTerminal(received, screen).trimEnd()}`,
  };
}

function phrase({ scenario }: Report, isNot: boolean): string {
  return isNot ? `expected a flow that differs from ${scenario}` : `expected every flow to be as ${scenario} declares`;
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'stages' in value && Array.isArray(value.stages);
}

import type { FlowResult } from '../model/report.ts';
import type { Style } from './terminal/screen.ts';

/** What a cell of the matrix says. */
export type Mark = 'allowed' | 'blocked' | 'mixed' | 'leak' | 'cut' | 'rejected' | 'flaky' | 'inconclusive';

/** Sums up in one word what a flow did. */
export function markOf({ outcome, verdict, flow }: FlowResult): Mark {
  if (outcome === 'as-expected') return flow.expect;
  if (outcome !== 'mismatch') return outcome;
  if (flow.expect === 'allowed') return 'cut';
  return verdict === 'allowed' ? 'leak' : 'rejected';
}

/** How each mark looks on a terminal and in Markdown, and what it means. */
export const marks: Readonly<Record<Mark, { symbol: string; meaning: string; style: Style; emoji: string }>> = {
  allowed: { symbol: '✓', meaning: 'allowed', style: 'green', emoji: '✅' },
  blocked: { symbol: '·', meaning: 'blocked', style: 'dim', emoji: '·' },
  mixed: { symbol: '✓·', meaning: 'some allowed, some blocked', style: 'dim', emoji: '✅ ·' },
  leak: { symbol: 'LEAK', meaning: 'got through, should be blocked', style: 'red', emoji: '❌ **LEAK**' },
  cut: { symbol: 'CUT', meaning: 'did not get through, should be allowed', style: 'red', emoji: '❌ **CUT**' },
  rejected: { symbol: 'REJ', meaning: 'rejected, should be dropped silently', style: 'red', emoji: '❌ **REJ**' },
  flaky: { symbol: 'flaky', meaning: 'got through, not at every try', style: 'yellow', emoji: '⚠️ flaky' },
  inconclusive: { symbol: '?', meaning: 'inconclusive', style: 'yellow', emoji: '❓' },
};

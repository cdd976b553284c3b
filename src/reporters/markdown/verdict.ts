import type { Leftovers, Report } from '../../model/report.ts';
import type { RunOutcome } from '../../verdict/summary.ts';
import { leftoversVerdict } from '../headline.ts';
import { escapeMarkdown, fenced } from './text.ts';

/** How a verdict looks in Markdown. */
export const emoji: Record<RunOutcome, string> = { pass: '✅', fail: '❌', inconclusive: '❓' };

/** Why a run ended early. */
export function renderFailure({ kind, message, hint }: NonNullable<Report['failure']>): string {
  const lines = [
    `**The run ended early (${escapeMarkdown(kind)}); nothing after this was probed.**`,
    fenced(message),
    escapeMarkdown(hint),
  ];
  return lines.join('\n\n');
}

/** What a run could not remove, and how to. */
export function renderLeftovers({ message, hint }: Leftovers): string {
  return [`**Not everything is removed. ${leftoversVerdict}**`, fenced(message), escapeMarkdown(hint)].join('\n\n');
}

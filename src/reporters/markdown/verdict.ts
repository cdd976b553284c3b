import type { Leftovers, Report } from '../../model/report.ts';
import type { RunOutcome } from '../../verdict/summary.ts';
import { leftoversVerdict } from '../headline.ts';
import { escapeMarkdown, fenced } from './text.ts';

/** How a verdict looks in Markdown. */
export const emoji: Record<RunOutcome, string> = { pass: '✅', fail: '❌', inconclusive: '❓' };

/** What ended a run early, and what it could not remove: a paragraph each. */
export function renderEnding({ failure, leftovers }: Pick<Report, 'failure' | 'leftovers'>): string[] {
  const told = (heading: string, { message, hint }: Leftovers): string =>
    [`**${heading}**`, fenced(message), escapeMarkdown(hint)].join('\n\n');
  return [
    ...(failure
      ? [told(`The run ended early (${escapeMarkdown(failure.kind)}); nothing after this was probed.`, failure)]
      : []),
    ...(leftovers ? [told(`Not everything is removed. ${leftoversVerdict}`, leftovers)] : []),
  ];
}

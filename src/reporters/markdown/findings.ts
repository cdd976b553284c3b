import type { Finding } from '../finding.ts';
import { escapeMarkdown, fenced, folded } from './text.ts';
import { markOf, marks } from '../mark.ts';
import { plainSection, type Section } from './step-summary.ts';

/** Findings of one kind, a section each, under a title. Each is folded: matrices and titles stay on one screen. */
export function findingSections(title: string, findings: readonly Finding[]): Section[] {
  if (findings.length === 0) return [];
  const [first, ...more] = findings.map((finding) => ({
    label: `${finding.title} (${title})`,
    text: renderFinding(finding),
  }));
  // The title stays with the first, so that it never stands alone.
  return [
    ...(first ? [plainSection(first.label, `### ${title}\n\n${first.text}`)] : []),
    ...more.map(({ label, text }) => plainSection(label, text)),
  ];
}

function renderFinding({ title, result, facts }: Finding): string {
  const list = facts.map(([label, lines]) => renderFact(label, lines)).join('\n');
  const { edit } = result.cause ?? {};
  const diff = edit === undefined ? [] : [fenced(edit.diff, 'diff')];
  const byHand = result.reproduce === '' ? [] : [fenced(result.reproduce, 'sh')];
  return folded(`${marks[markOf(result)].emoji} ${escapeMarkdown(title)}`, [list, ...diff, ...byHand].join('\n\n'));
}

function renderFact(label: string, lines: readonly string[]): string {
  const [only, ...more] = lines.map(escapeMarkdown);
  if (more.length === 0) return `- ${label}: ${only}`;
  return [`- ${label}:`, ...[only, ...more].map((line) => `  - ${line}`)].join('\n');
}

import type { Finding } from '../finding.ts';
import { escapeMarkdown, fenced } from './text.ts';
import { markOf, marks } from '../mark.ts';
import { plainSection, type Section } from './step-summary.ts';

/** Findings of one kind in full, a section each, under a title. */
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
  const heading = `#### ${marks[markOf(result)].emoji} ${escapeMarkdown(title)}`;
  const list = facts.map(([label, lines]) => renderFact(label, lines)).join('\n');
  const { edit } = result.cause ?? {};
  const diff = edit === undefined ? [] : [fenced(edit.diff, 'diff')];
  return [heading, list, ...diff, ...(result.reproduce === '' ? [] : [fenced(result.reproduce, 'sh')])].join('\n\n');
}

function renderFact(label: string, lines: readonly string[]): string {
  const [only, ...more] = lines.map(escapeMarkdown);
  if (more.length === 0) return `- ${label}: ${only}`;
  return [`- ${label}:`, ...[only, ...more].map((line) => `  - ${line}`)].join('\n');
}

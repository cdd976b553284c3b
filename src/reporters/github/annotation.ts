import type { Position } from '../../model/scenario.ts';
import type { Severity } from '../../lint/rule.ts';

/** What is said of a place in a file. */
export interface Annotation {
  readonly severity: Severity;
  /** What it is about, in a few words. */
  readonly title: string;
  readonly position: Position;
  readonly message: string;
}

/**
 * Renders an annotation as a workflow command, which GitHub shows at the line of a pull request (GitHub documentation,
 * "Workflow commands for GitHub Actions").
 */
export function renderAnnotation({ severity, title, position, message }: Annotation): string {
  const { file, line, column } = position;
  const properties = Object.entries({ file, line, col: column, title: `flowproof: ${title}` }).map(
    ([name, value]) => `${name}=${escapeData(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`,
  );
  return `::${commands[severity]} ${properties.join(',')}::${escapeData(message)}`;
}

const commands: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'notice' };

/** As actions/toolkit does it: packages/core/src/command.ts, escapeData and escapeProperty. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

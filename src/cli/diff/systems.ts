import { diffConnections, type ConnectionsDiff } from '../../connections/diff.ts';
import type { System } from '../../connections/matrix.ts';
import { version } from '../../model/version.ts';
import { kindsOf, type ChangeKind } from '../../reporters/change-words.ts';
import { renderConnectionsDiffGithub } from '../../reporters/github/connections-diff.ts';
import { renderConnectionsDiffJson } from '../../reporters/json/connections-diff.ts';
import { renderConnectionsDiffMarkdown } from '../../reporters/markdown/connections-diff.ts';
import { renderConnectionsDiffSarif } from '../../reporters/sarif/connections-diff.ts';
import { renderConnectionsDiff } from '../../reporters/terminal/connections-diff.ts';
import type { Screen } from '../../reporters/terminal/screen.ts';

/** The flags for two sets of policies. */
export interface SystemDiffFlags {
  readonly format?: keyof typeof formats;
  readonly failOn?: readonly ChangeKind[];
}

/** How what policies open and close can be printed. */
export const formats = {
  terminal: renderConnectionsDiff,
  markdown: renderConnectionsDiffMarkdown,
  json: renderConnectionsDiffJson,
  github: renderConnectionsDiffGithub,
  sarif: (diff: ConnectionsDiff) => renderConnectionsDiffSarif(diff, version),
} satisfies Record<string, (diff: ConnectionsDiff, screen: Screen) => string>;

/** Compares what two systems allow, and returns what is to be printed, and the exit code. */
export function diffSystems(
  [older, newer]: readonly [System, System],
  { format = 'terminal', failOn = [] }: SystemDiffFlags,
  screen: Screen,
): { readonly text: string; readonly code: number } {
  const diff = diffConnections(older, newer);
  const kinds = new Set(diff.changes.flatMap(kindsOf));
  return { text: formats[format](diff, screen), code: failOn.some((kind) => kinds.has(kind)) ? 1 : 0 };
}

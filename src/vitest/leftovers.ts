import type { Report } from '../model/report.ts';
import { printable } from '../reporters/printable.ts';
import { renderEnding } from '../reporters/terminal/report.ts';
import { screen } from './screen.ts';

/** Says what a run could not remove: it fails no test, and has to be known. Vitest shows it with the tests' name. */
export function tellLeftovers({ leftovers }: Report): void {
  if (!leftovers) return;
  const lines = renderEnding(printable({ leftovers }), screen).flat();
  // oxlint-disable-next-line no-console
  console.warn(lines.join('\n'));
}

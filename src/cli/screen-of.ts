import type { Io } from './context.ts';
import type { Screen } from '../reporters/terminal/screen.ts';

/** What the terminal can show; https://no-color.org is respected, and so is FORCE_COLOR. */
export function screenOf({ stdout, env }: Io): Screen {
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const forbidden = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  return { width: widthOf({ stdout, env }), color: !forbidden && (forced || stdout.isTTY) };
}

/** Columns: of the terminal, else as `COLUMNS` has it. A terminal that does not know its size says 0. */
function widthOf({ stdout, env }: Pick<Io, 'stdout' | 'env'>): number {
  const wished = Number(env['COLUMNS']);
  const asked = Number.isInteger(wished) && wished > 0 ? wished : 100;
  return stdout.isTTY ? stdout.columns || 80 : asked;
}

import type { Io } from './context.ts';
import type { Screen } from '../reporters/terminal/screen.ts';

/** What the terminal can show; https://no-color.org is respected, and so is FORCE_COLOR. */
export function screenOf({ stdout, env }: Io): Screen {
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const forbidden = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  return { width: stdout.columns ?? 100, color: !forbidden && (forced || stdout.isTTY) };
}

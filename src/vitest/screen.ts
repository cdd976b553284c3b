import type { Screen } from '../reporters/terminal/screen.ts';

/** Vitest colours a message as a whole, wherever it prints it. */
export const screen: Screen = { width: 100, color: false };

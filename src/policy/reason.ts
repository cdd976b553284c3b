import type { Position } from '../model/scenario.ts';

/** Why something is as it is: one sentence without a full stop, and the place in a file that it is about. */
export interface Reason {
  readonly text: string;
  /** Absent where nothing is written that could be pointed at. */
  readonly position?: Position | undefined;
}

/** A place as reports write it. */
export function placeLabel({ file, line }: Position): string {
  return line === 0 ? file : `${file}:${line}`;
}

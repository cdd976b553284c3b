import type { CauseCode } from '../model/cause-code.ts';
import type { Position } from '../model/scenario.ts';
import type { Direction } from './network-policy.ts';

/** Why something is as it is: one sentence without a full stop, and the place in a file that it is about. */
export interface Reason {
  readonly code: CauseCode;
  readonly text: string;
  /** Absent where nothing is written that could be pointed at. */
  readonly position?: Position | undefined;
}

/** A direction as codes and sentences write it. */
export type Side = Lowercase<Direction>;

export function sideOf(direction: Direction): Side {
  return direction === 'Egress' ? 'egress' : 'ingress';
}

/** A place as reports write it. */
export function placeLabel({ file, line }: Position): string {
  return line === 0 ? file : `${file}:${line}`;
}

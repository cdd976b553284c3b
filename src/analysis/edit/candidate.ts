import type { Connection } from '../../policy/connection.ts';
import type { Direction, NetworkPolicy } from '../../policy/network-policy.ts';
import type { World } from '../../policy/world.ts';
import type { ObjectSource, Replacement } from '../../kubernetes/object-source.ts';

/** A change of a policy's text that might make a flow come out as it should; whether it does has to be tried. */
export interface Candidate {
  /** What it does, in an imperative sentence without a full stop. */
  readonly what: string;
  readonly file: string;
  readonly replacements: readonly Replacement[];
}

/** One side of a connection, for which candidates are sought. */
export interface EditContext {
  readonly world: World;
  readonly direction: Direction;
  readonly connection: Connection;
  /** Where a policy is written; `undefined` where its text is not known. */
  readonly sourceOf: (policy: NetworkPolicy) => ObjectSource | undefined;
}

/** The key of a direction's rules, and that of their peers. */
export function keysOf(direction: Direction): readonly [rules: 'ingress' | 'egress', peers: 'from' | 'to'] {
  return direction === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to'];
}

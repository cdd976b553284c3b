import type { Connection } from '../policy/connection.ts';
import type { Decision, SideDecision } from '../policy/decision.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { PortRange } from '../policy/port-sets.ts';
import { connectionBetween } from './example.ts';
import type { ConnectionMatrix } from './matrix.ts';

/** One connection, and what the policies say of it. */
export interface Decided {
  readonly connection: Connection;
  readonly decision: Decision;
}

/** Decides one connection from one party to another, given by their places, at the first of some ports. */
export type Decider = (from: number | undefined, to: number | undefined, ports: PortRange) => Decided | undefined;

/** Prepares to decide many connections: only policies of the namespaces of both ends are asked. */
export function deciderOf({ world, parties, parts }: Pick<ConnectionMatrix, 'world' | 'parties' | 'parts'>): Decider {
  const policies = Map.groupBy(world.policies, ({ namespace }) => namespace);
  return (from, to, ports) => {
    const connection = connectionBetween(from, to, { ...ports, parties, parts });
    if (!connection) return undefined;
    const namespaces = new Set(
      [connection.from, connection.to].flatMap((end) => ('pod' in end ? end.pod.namespace : [])),
    );
    const own = [...namespaces].flatMap((namespace) => policies.get(namespace) ?? []);
    return { connection, decision: evaluate(connection, { ...world, policies: own }) };
  };
}

/** The same for decisions that the same rules make, or the lack of any, whatever pods they are about. */
export function decisionKey({ egress, ingress }: Decision): string {
  return JSON.stringify([egress, ingress].map(sideKey));
}

function sideKey(side: SideDecision): readonly unknown[] {
  switch (side.kind) {
    case 'exempt':
    case 'not-isolated':
      return [];
    case 'allowed':
    case 'admin-allowed':
    case 'admin-denied':
      return [side.kind, policyKey(side.policy), side.index, side.peer?.position];
    case 'denied': {
      const [nearest] = side.misses;
      return [
        side.kind,
        side.isolatedBy.map(policyKey),
        nearest && [policyKey(nearest.policy), nearest.index, nearest.missed],
      ];
    }
  }
}

function policyKey(policy: { readonly name: string; readonly kind?: string; readonly namespace?: string }): string {
  return [policy.kind, policy.namespace, policy.name].join(' ');
}

import { z } from 'zod';
import * as fields from './admin-fields.ts';
import type { RawPeer, RawPort, RawRule, RawSpec } from './raw.ts';

/**
 * What the API server takes for the specs of the three kinds: the definitions of kubernetes-sigs/network-policy-api,
 * `apis/v1alpha1` and `apis/v1alpha2`, of the experimental channel. v1beta1 changes nothing of it.
 */
export const schemas: Readonly<
  Record<'admin' | 'baseline' | 'cluster', z.ZodType<RawSpec> & { readonly shape: object }>
> = {
  admin: z.strictObject({
    priority: z.int().min(0).max(1000),
    subject: fields.podPeer,
    ...directions({ actions: ['Allow', 'Deny', 'Pass'], egressPeer: fields.adminEgressPeer, ...v1alpha1() }),
  }),
  // There is nothing to pass to, and nothing to come before: one such policy is all there may be.
  baseline: z.strictObject({
    subject: fields.podPeer,
    ...directions({ actions: ['Allow', 'Deny'], egressPeer: fields.baselineEgressPeer, ...v1alpha1() }),
  }),
  cluster: z.strictObject({
    tier: z.enum(['Admin', 'Baseline']),
    priority: z.int().min(0).max(1000),
    subject: fields.podPeerOfCluster,
    ...directions({
      actions: ['Accept', 'Deny', 'Pass'],
      podPeer: fields.podPeerOfCluster,
      egressPeer: fields.clusterEgressPeer,
      portField: 'protocols',
      port: fields.clusterProtocol,
      limit: 25,
    }),
  }),
};

interface Grammar {
  readonly actions: readonly RawRule['action'][];
  readonly podPeer: z.ZodType<RawPeer>;
  readonly egressPeer: z.ZodType<RawPeer>;
  readonly portField: 'ports' | 'protocols';
  readonly port: z.ZodType<RawPort>;
  /** How long lists may be. */
  readonly limit: number;
}

function v1alpha1(): Omit<Grammar, 'actions' | 'egressPeer'> {
  return { podPeer: fields.podPeer, portField: 'ports', port: fields.adminPort, limit: 100 };
}

function directions(grammar: Grammar) {
  return {
    ingress: z
      .array(rule('from', grammar.podPeer, grammar))
      .max(grammar.limit)
      .nullish(),
    egress: z
      .array(
        rule('to', grammar.egressPeer, grammar).refine(
          namesPortsOfPods,
          'a port cannot be named where a peer is no pod: only pods name their ports',
        ),
      )
      .max(grammar.limit)
      .nullish(),
  };
}

function rule(side: 'from' | 'to', peer: z.ZodType<RawPeer>, grammar: Grammar): z.ZodType<RawRule> {
  const { actions, portField, port, limit } = grammar;
  const shape = { name: z.string().max(100).nullish(), action: z.enum(actions) };
  return z
    .strictObject({
      ...shape,
      [side]: z.array(peer).min(1).max(limit),
      [portField]: z.array(port).min(1).max(limit).nullish(),
    })
    .transform((read): RawRule => {
      // The names of two of the fields are not known to the type.
      const { [side]: peers, [portField]: ports } = read as Readonly<Record<string, unknown>>;
      return {
        name: read.name,
        action: read.action,
        peers: peers as readonly RawPeer[],
        ports: (ports ?? []) as readonly RawPort[],
      };
    });
}

/** "networks/nodes/domainNames peer cannot be set with namedPorts": a validation rule of the API for egress rules. */
function namesPortsOfPods({ peers, ports }: RawRule): boolean {
  const podsOnly = peers.every(({ nodes, networks, domainNames }) => !nodes && !networks && !domainNames);
  return podsOnly || ports.every((port) => !('name' in port));
}

import type { ClientEndpoint, Endpoint, Flow, LabelSelector, PodsEndpoint, Scenario } from '../../model/scenario.ts';
import type { World } from '../../policy/world.ts';

/** What policies are suggested for: flows, in a world without policies. */
export interface Context {
  readonly scenario: Scenario;
  readonly flows: readonly Flow[];
  readonly world: World;
}

/** An endpoint that is pods of the cluster, so that it has a namespace and labels. */
export type PodEndpoint = PodsEndpoint | ClientEndpoint;

export function isPods(endpoint: Endpoint): endpoint is PodEndpoint {
  return endpoint.kind === 'pods' || endpoint.kind === 'client';
}

/** The endpoints that are pods of a namespace. */
export function podsIn(namespace: string, { endpoints }: Scenario): PodEndpoint[] {
  return endpoints.filter(isPods).filter((endpoint) => endpoint.namespace === namespace);
}

export function selectorOf(endpoint: PodEndpoint): LabelSelector {
  return endpoint.kind === 'pods' ? endpoint.podSelector : { matchLabels: endpoint.labels };
}

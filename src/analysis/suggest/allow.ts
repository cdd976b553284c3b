import { flowLabel } from '../../model/label.ts';
import type { Flow } from '../../model/scenario.ts';
import type { Direction } from '../../policy/network-policy.ts';
import { routesOf } from '../../simulation/routes.ts';
import { podsIn, selectorOf, type Context } from './context.ts';
import { isFreeLookup } from './dns.ts';
import { peerOf } from './peer.ts';
import type { SuggestedPolicy, SuggestedRule } from './suggested-policy.ts';

/**
 * The policies that let allowed flows pass one side of an isolated namespace: one for each endpoint that has some, least
 * privilege each. Look-ups pass by the policies for DNS.
 */
export function allowPolicies(namespace: string, direction: Direction, context: Context): SuggestedPolicy[] {
  const allowed = context.flows.filter(({ expect }) => expect === 'allowed');
  return podsIn(namespace, context.scenario).flatMap((endpoint): SuggestedPolicy[] => {
    const own = allowed.filter((flow) =>
      direction === 'Ingress' ? flow.to === endpoint.name : flow.from === endpoint.name && !isFreeLookup(flow, context),
    );
    const rules = own.flatMap((flow) => ruleFor(flow, direction, context));
    if (rules.length === 0) return [];
    const name = `allow-${endpoint.name}-${direction.toLowerCase()}`;
    return [{ namespace, name, podSelector: selectorOf(endpoint), policyTypes: [direction], rules: joined(rules) }];
  });
}

function ruleFor(flow: Flow, direction: Direction, { scenario, world }: Context): SuggestedRule[] {
  const other = scenario.endpoints.find(({ name }) => name === (direction === 'Egress' ? flow.to : flow.from));
  const routes = routesOf(flow, scenario, world);
  const ports = routes.map(({ connection }) => ({ protocol: connection.protocol, port: connection.port }));
  return other && ports.length > 0
    ? [{ flows: [flowLabel(flow)], peers: [peerOf(other)], ports: distinct(ports) }]
    : [];
}

/** Joins rules that have the same ports, then those that have the same peers. */
function joined(rules: readonly SuggestedRule[]): SuggestedRule[] {
  const together = (list: readonly SuggestedRule[], key: (rule: SuggestedRule) => unknown): SuggestedRule[] =>
    [...Map.groupBy(list, (rule) => JSON.stringify(key(rule))).values()].map((group) => ({
      flows: group.flatMap(({ flows }) => flows),
      peers: distinct(group.flatMap(({ peers }) => peers)),
      ports: distinct(group.flatMap(({ ports }) => ports)),
    }));
  return together(
    together(rules, ({ peers }) => peers),
    ({ ports }) => ports,
  );
}

function distinct<T>(list: readonly T[]): T[] {
  return [...new Map(list.map((item) => [JSON.stringify(item), item])).values()];
}

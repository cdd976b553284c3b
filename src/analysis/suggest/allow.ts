import { flowLabel } from '../../model/label.ts';
import type { ClientEndpoint, Endpoint, Flow, PodsEndpoint, Scenario } from '../../model/scenario.ts';
import { addressFamily } from '../../kubernetes/cidr.ts';
import { routesOf } from '../../simulation/routes.ts';
import type { World } from '../../policy/world.ts';
import type { Isolation } from './isolate.ts';
import type { SuggestedPeer, SuggestedPolicy, SuggestedPort, SuggestedRule } from './suggested-policy.ts';

/** The policies that let allowed flows pass an isolated side: one for each endpoint that has some, least privilege each. */
export function allowPolicies(
  { namespace, direction }: Isolation,
  flows: readonly Flow[],
  context: Context,
): SuggestedPolicy[] {
  const { endpoints } = context.scenario;
  return endpoints.flatMap((endpoint): SuggestedPolicy[] => {
    if ((endpoint.kind !== 'pods' && endpoint.kind !== 'client') || endpoint.namespace !== namespace) return [];
    const own = flows.filter(({ from, to }) => (direction === 'Egress' ? from : to) === endpoint.name);
    const rules = own.flatMap((flow) => ruleFor(flow, direction, context));
    if (rules.length === 0) return [];
    const name = `allow-${endpoint.name}-${direction.toLowerCase()}`;
    return [{ namespace, name, podSelector: selectorOf(endpoint), policyTypes: [direction], rules: joined(rules) }];
  });
}

/** The policy that lets all pods of a namespace look names up. */
export function dnsPolicy(namespace: string): SuggestedPolicy {
  const peer: SuggestedPeer = {
    kind: 'pods',
    namespace: 'kube-system',
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  };
  const ports: SuggestedPort[] = [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ];
  const rules = [{ flows: ['names are looked up'], peers: [peer], ports }];
  return { namespace, name: 'allow-dns-egress', podSelector: {}, policyTypes: ['Egress'], rules };
}

interface Context {
  readonly scenario: Scenario;
  readonly world: World;
}

function ruleFor(flow: Flow, direction: Isolation['direction'], { scenario, world }: Context): SuggestedRule[] {
  const other = scenario.endpoints.find(({ name }) => name === (direction === 'Egress' ? flow.to : flow.from));
  const routes = routesOf(flow, scenario, world);
  const ports = routes.map(({ connection }) => ({ protocol: connection.protocol, port: connection.port }));
  return other && ports.length > 0
    ? [{ flows: [flowLabel(flow)], peers: [peerOf(other)], ports: distinct(ports) }]
    : [];
}

function peerOf(endpoint: Endpoint): SuggestedPeer {
  if (endpoint.kind === 'pods' || endpoint.kind === 'client') {
    return { kind: 'pods', namespace: endpoint.namespace, podSelector: selectorOf(endpoint) };
  }
  if (endpoint.kind === 'host' && addressFamily(endpoint.host)) {
    const length = addressFamily(endpoint.host) === 'IPv4' ? 32 : 128;
    return { kind: 'ipBlock', cidr: `${endpoint.host}/${length}`, except: [] };
  }
  const note =
    endpoint.kind === 'host'
      ? `${endpoint.host}: NetworkPolicy knows no names; put its addresses here`
      : 'everybody outside; put the network of your pods and Services in except';
  return { kind: 'ipBlock', cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '192.168.0.0/16'], note };
}

function selectorOf(endpoint: PodsEndpoint | ClientEndpoint): PodsEndpoint['podSelector'] {
  return endpoint.kind === 'pods' ? endpoint.podSelector : { matchLabels: endpoint.labels };
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

import { addressFamily } from '../../kubernetes/cidr.ts';
import type { Flow, LabelSelector } from '../../model/scenario.ts';
import { routesOf } from '../../simulation/routes.ts';
import { podsIn, selectorOf, type Context } from './context.ts';
import type { SuggestedPolicy } from './suggested-policy.ts';

/**
 * The policies that let pods of a namespace look names up: all of them, where one needs to; only those that need to,
 * where a look-up is to be blocked from another.
 */
export function dnsPolicies(namespace: string, context: Context): SuggestedPolicy[] {
  const own = podsIn(namespace, context.scenario);
  const needing = own.filter(({ name }) => needsNames(name, context));
  if (needing.length === 0) return [];
  const free = own.filter(({ name }) => mayLookUp(name, context));
  if (free.length === own.length) return [dnsPolicy(namespace, 'allow-dns-egress', {})];
  return needing
    .filter((endpoint) => free.includes(endpoint))
    .map((endpoint) => dnsPolicy(namespace, `allow-${endpoint.name}-dns-egress`, selectorOf(endpoint)));
}

/** Whether a flow is a look-up that the policies for DNS let pass. */
export function isFreeLookup(flow: Flow, context: Context): boolean {
  return isLookup(flow, context) && mayLookUp(flow.from, context);
}

/** Whether no look-up of an endpoint is to be blocked. */
function mayLookUp(endpoint: string, context: Context): boolean {
  return !context.flows.some((flow) => flow.from === endpoint && flow.expect === 'blocked' && isLookup(flow, context));
}

/** Whether a flow goes to the cluster's DNS servers. */
function isLookup(flow: Flow, { scenario, world }: Context): boolean {
  return routesOf(flow, scenario, world).some(
    ({ connection: { to, port } }) =>
      to.kind === 'pod' && port === 53 && to.pod.namespace === 'kube-system' && to.pod.labels['k8s-app'] === 'kube-dns',
  );
}

/** Whether an endpoint may send to anything but bare addresses. */
function needsNames(sender: string, { scenario, flows }: Context): boolean {
  const addresses = scenario.endpoints.filter((one) => one.kind === 'host' && addressFamily(one.host) !== undefined);
  return flows.some(
    ({ from, to, expect }) => from === sender && expect === 'allowed' && !addresses.some(({ name }) => name === to),
  );
}

function dnsPolicy(namespace: string, name: string, podSelector: LabelSelector): SuggestedPolicy {
  const servers = { namespace: 'kube-system', podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } };
  return {
    namespace,
    name,
    podSelector,
    policyTypes: ['Egress'],
    rules: [
      {
        flows: ['names are looked up'],
        peers: [{ kind: 'pods', ...servers }],
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
    ],
  };
}

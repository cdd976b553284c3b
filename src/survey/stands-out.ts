import { flowLabel, portLabel } from '../model/label.ts';
import type { PodsEndpoint } from '../model/scenario.ts';
import { podsOfEndpoint } from '../simulation/scenario-world.ts';
import { selectedPods } from '../policy/peers.ts';
import type { Direction } from '../policy/network-policy.ts';
import type { World } from '../policy/world.ts';
import type { Seen } from '../verdict/reading.ts';
import type { StandOut, Survey, SurveyedFlow } from './survey.ts';
import { apiServerName, dnsName, metadataName, outsideName, stranger } from './survey-of.ts';

/** What stands out about a namespace, the worst first. */
export function standsOut(namespace: string, { scenario, predicted, flows }: Omit<Survey, 'observed'>): StandOut[] {
  const own = scenario.endpoints.filter(
    (one): one is PodsEndpoint => one.kind === 'pods' && one.namespace === namespace,
  );
  const names = new Set(own.map(({ name }) => name));
  const found = [
    ...disagreements(flows),
    ...isolation(own, predicted.world),
    ...reached(flows, names),
    ...lookUps(flows, names),
    ...uneven(flows, names),
    ...deaf(flows, names),
  ];
  return found.filter(({ objects }) => objects.length > 0).toSorted((a, b) => order[a.severity] - order[b.severity]);
}

const order = { high: 0, medium: 1, low: 2 } as const;

/** What the cluster did is not what its policies mean, as far as they settle it. */
function disagreements(flows: readonly SurveyedFlow[]): StandOut[] {
  const differing = (kind: Seen['kind']): string[] =>
    flows.filter(({ differs, seen }) => differs && seen.kind === kind).map(({ flow }) => flowLabel(flow));
  return [
    { severity: 'high', text: 'got through, although the policies block it', objects: differing('allowed') },
    { severity: 'high', text: 'blocked, although the policies allow it', objects: differing('blocked') },
  ];
}

/** Which pods no NetworkPolicy selects, for one direction or at all. */
function isolation(own: readonly PodsEndpoint[], world: World): StandOut[] {
  const isIsolated = (endpoint: PodsEndpoint, direction: Direction): boolean => {
    const isolating = world.policies.filter(({ policyTypes }) => policyTypes.includes(direction));
    const pods = podsOfEndpoint(endpoint, world);
    return pods.every((pod) => isolating.some((policy) => selectedPods(policy, { ...world, pods: [pod] }).length > 0));
  };
  const named = (ingress: boolean, egress: boolean): string[] =>
    own
      .filter((one) => isIsolated(one, 'Ingress') === ingress && isIsolated(one, 'Egress') === egress)
      .map(({ name }) => name);
  return [
    {
      severity: 'medium',
      text: 'no NetworkPolicy selects it, neither for ingress nor for egress',
      objects: named(false, false),
    },
    {
      severity: 'medium',
      text: 'only egress is isolated: no NetworkPolicy selects it for ingress',
      objects: named(false, true),
    },
    {
      severity: 'low',
      text: 'only ingress is isolated: no NetworkPolicy selects it for egress',
      objects: named(true, false),
    },
  ];
}

/** Who got where hardly anybody should. */
function reached(flows: readonly SurveyedFlow[], own: ReadonlySet<string>): StandOut[] {
  const allowed = flows.filter(({ seen }) => seen.kind === 'allowed').map(({ flow }) => flow);
  const senders = (receiver: string): string[] => [
    ...new Set(allowed.filter(({ from, to }) => own.has(from) && to === receiver).map(({ from }) => from)),
  ];
  const byStranger = allowed.filter(({ from, to }) => from === stranger && own.has(to));
  return [
    { severity: 'high', text: 'reaches the metadata address of the cloud', objects: senders(metadataName) },
    {
      severity: 'high',
      text: 'reachable from any namespace: the stranger got through',
      objects: byStranger.map(({ to, port }) => `${to}:${portLabel(port)}`),
    },
    { severity: 'medium', text: 'reaches the API server', objects: senders(apiServerName) },
    { severity: 'low', text: 'reaches an address outside of the cluster', objects: senders(outsideName) },
  ];
}

function lookUps(flows: readonly SurveyedFlow[], own: ReadonlySet<string>): StandOut[] {
  const blocked = flows.filter(
    ({ flow, seen }) =>
      own.has(flow.from) && flow.to === dnsName && flow.port.protocol === 'dns' && seen.kind === 'blocked',
  );
  return [
    {
      severity: 'medium',
      text: 'DNS is blocked: no name can be looked up',
      objects: blocked.map(({ flow }) => flow.from),
    },
  ];
}

/** Some pods are reached, or reach, and others of the same workload do not. */
function uneven(flows: readonly SurveyedFlow[], own: ReadonlySet<string>): StandOut[] {
  const concerned = flows.filter(({ flow }) => own.has(flow.from) || own.has(flow.to));
  const mixed = concerned.filter(({ seen }) => seen.kind === 'mixed');
  return [
    { severity: 'medium', text: 'gets through on some paths only', objects: mixed.map(({ flow }) => flowLabel(flow)) },
  ];
}

/** Ports where nothing was seen listening. */
function deaf(flows: readonly SurveyedFlow[], own: ReadonlySet<string>): StandOut[] {
  const targets = Map.groupBy(
    flows.filter(({ flow }) => own.has(flow.to)),
    ({ flow }) => `${flow.to}:${portLabel(flow.port)}`,
  );
  const silent = [...targets].filter(([, all]) => all.every(({ listening }) => listening === undefined));
  return [
    {
      severity: 'low',
      text: 'nothing was seen listening there, so silence proves nothing',
      objects: silent.map(([target]) => target),
    },
  ];
}

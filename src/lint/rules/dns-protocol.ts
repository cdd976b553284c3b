import type { PolicyPort } from '../../policy/network-policy.ts';
import { isDnsPort, mayReachDns } from '../dns-access.ts';
import type { Hit, LintRule } from '../rule.ts';
import type { PlacedPolicy, PlacedRule } from '../subject.ts';

/** DNS rules for one of its two protocols. */
export const dnsEgressProtocol: LintRule = {
  id: 'dns-egress-protocol',
  severity: 'error',
  title: 'A DNS rule allows one protocol only.',
  why: 'Look-ups go over UDP, and over TCP where an answer is too long. A port without protocol means TCP, so that `port: 53` alone allows no ordinary look-up; with UDP alone, long answers fail now and then.',
  fix: 'Allow both: UDP 53 and TCP 53.',
  example: {
    wrong: `
podSelector: {}
policyTypes: [Egress]
egress:
  - to: [{ namespaceSelector: {}, podSelector: { matchLabels: { k8s-app: kube-dns } } }]
    ports: [{ port: 53 }]`,
    right: `
podSelector: {}
policyTypes: [Egress]
egress:
  - to: [{ namespaceSelector: {}, podSelector: { matchLabels: { k8s-app: kube-dns } } }]
    ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]`,
  },
  check: ({ policies }) =>
    [...Map.groupBy(policies, ({ policy }) => policy.namespace).values()].flatMap((own) => oneSided(own)),
};

function oneSided(policies: readonly PlacedPolicy[]): Hit[] {
  const rules = policies.flatMap((policy) => policy.rules.filter(({ direction }) => direction === 'Egress'));
  const ports = rules.flatMap((rule) => (rule.ports === 'any' ? [] : rule.ports.map(({ port }) => port)));
  const allowed = new Set(
    ports.filter((port) => port.port === undefined || isDnsPort(port)).map(({ protocol }) => protocol),
  );
  const open = rules.some((rule) => rule.ports === 'any' && mayReachDns(rule));
  const missing = (['UDP', 'TCP'] as const).find((protocol) => !allowed.has(protocol));
  const [first] = rules.filter((rule) => dnsPortsOf(rule).length > 0);
  if (open || missing === undefined || !first) return [];
  const { manifest } = first.owner;
  const { port } = dnsPortsOf(first)[0] ?? {};
  return [
    {
      manifest,
      position: manifest.at([...first.path, 'ports']),
      severity: missing === 'UDP' ? 'error' : 'warning',
      why:
        missing === 'UDP'
          ? 'DNS is allowed over TCP only, and look-ups start over UDP; a port without protocol means TCP.'
          : 'DNS is allowed over UDP only: an answer that is too long for it is asked for again over TCP.',
      fix: `Add ${missing} ${port}.`,
      changes: [{ op: 'append', path: [...first.path, 'ports'], value: { protocol: missing, port } }],
    },
  ];
}

/** Named ports are left out: `dns` is one thing in one pod and another in the next. */
function dnsPortsOf({ ports }: PlacedRule): PolicyPort[] {
  return ports === 'any'
    ? []
    : ports.map(({ port }) => port).filter((port) => typeof port.port === 'number' && isDnsPort(port));
}

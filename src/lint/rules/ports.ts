import type { PolicyPort } from '../../policy/network-policy.ts';
import { namedPorts } from '../../policy/peers.ts';
import type { Backend, World, WorldPod } from '../../policy/world.ts';
import { inWords } from '../names.ts';
import type { Hit, LintRule } from '../rule.ts';
import type { LintSubject, PlacedPort, PlacedRule } from '../subject.ts';

/** Ports of a Service, where the pod's are meant. */
export const servicePort: LintRule = {
  id: 'service-port',
  severity: 'error',
  title: 'A rule names the port of a Service instead of that of the pods behind it.',
  why: "Policies see a connection after the Service's address was translated: its port is the pod's (targetPort), on the sender's side as well.",
  fix: "Write the targetPort's number.",
  example: {
    wrong: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - ports: [{ port: 80 }]`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - ports: [{ port: 8080 }]`,
  },
  check: (subject) => eachPort(subject, translated),
};

/** Ports that no container listens on. */
export const portNobodyServes: LintRule = {
  id: 'port-nobody-serves',
  severity: 'error',
  title: 'A rule names a port that none of its receiving pods declares.',
  why: 'Nothing answers on the port that the rule allows. A name is looked up among the container ports of each pod and means nothing without; a number may be served undeclared, which is why it is a warning.',
  fix: 'Write a port that the pods declare, or declare it. A port without protocol means TCP.',
  example: {
    wrong: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - ports: [{ port: web }]`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - ports: [{ port: http }]`,
  },
  yieldsTo: ['service-port', 'refused-by-api'],
  check: (subject) => eachPort(subject, unserved),
};

type PortCheck = (port: PlacedPort, rule: PlacedRule, receivers: readonly WorldPod[], world: World) => Hit[];

function eachPort({ policies, world }: LintSubject, check: PortCheck): Hit[] {
  return policies.flatMap(({ rules }) =>
    rules.flatMap((rule) => {
      const receivers = receiversOf(rule);
      // Pods that declare no port at all, and receivers outside of the cluster, may listen anywhere.
      if (receivers.length === 0 || receivers.some(({ ports }) => ports.length === 0) || rule.ports === 'any')
        return [];
      return rule.ports.flatMap((port) => check(port, rule, receivers, world));
    }),
  );
}

function receiversOf({ direction, owner, peers }: PlacedRule): readonly WorldPod[] {
  if (direction === 'Ingress') return owner.selected;
  if (peers === 'any' || peers.some(({ peer }) => peer.kind === 'ipBlock')) return [];
  return [...new Set(peers.flatMap(({ pods }) => pods))];
}

function translated(
  { port, path }: PlacedPort,
  { owner: { manifest } }: PlacedRule,
  receivers: readonly WorldPod[],
  { services }: World,
): Hit[] {
  if (receivers.some((pod) => serves(pod, port))) return [];
  const behind = services.flatMap(({ namespace, name, ports }) =>
    ports
      .filter(({ number, protocol }) => number === port.port && protocol === port.protocol)
      .map(({ backends }) => ({ service: `${namespace}/${name}`, numbers: numbersAt(backends, receivers) })),
  );
  const [found] = behind.filter(({ numbers }) => numbers.length > 0);
  if (!found) return [];
  const at = [...path, 'port'];
  const { service, numbers } = found;
  return [
    {
      manifest,
      position: manifest.at(path),
      why: `${port.port} is the port of Service ${service}; the pods behind it listen on ${inWords(numbers)}, and policies see that port.`,
      fix: `Write port: ${numbers[0]}.`,
      changes: numbers.length === 1 ? [{ op: 'set', path: at, value: numbers[0] }] : undefined,
    },
  ];
}

function numbersAt(backends: readonly Backend[], receivers: readonly WorldPod[]): number[] {
  return [...new Set(backends.filter(({ pod }) => receivers.includes(pod)).map(({ port }) => port))];
}

function unserved(
  { port, path }: PlacedPort,
  { owner: { manifest } }: PlacedRule,
  receivers: readonly WorldPod[],
): Hit[] {
  if (port.port === undefined || receivers.some((pod) => serves(pod, port))) return [];
  const declared = [...new Set(receivers.flatMap(({ ports }) => ports.map(portText)))];
  const named = typeof port.port === 'string';
  return [
    {
      manifest,
      position: manifest.at(path),
      severity: named ? 'error' : 'warning',
      why: `None of the pods that this rule is about declares ${port.port}/${port.protocol}; they declare ${inWords(declared.slice(0, 8))}.`,
      fix: named
        ? 'Write the name of a container port, or a number.'
        : 'Write a port that they declare, or declare this one.',
    },
  ];
}

function portText({ name, number, protocol }: WorldPod['ports'][number]): string {
  return name === undefined ? `${number}/${protocol}` : `${name} (${number}/${protocol})`;
}

function serves(pod: WorldPod, port: PolicyPort): boolean {
  if (typeof port.port === 'string') return namedPorts(pod, port).length > 0;
  const first = port.port ?? 1;
  const last = port.endPort ?? port.port ?? 65_535;
  return pod.ports.some(({ number, protocol }) => protocol === port.protocol && first <= number && number <= last);
}

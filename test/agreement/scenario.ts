import type { KubernetesObject } from '../../src/model/scenario.ts';
import type { GeneratedPeer, GeneratedPod, GeneratedWorld } from './world.ts';

/** A scenario file and its manifests, as plain data. */
export interface WrittenScenario {
  readonly scenario: object;
  readonly manifests: readonly KubernetesObject[];
}

/** Name of a flow, and what should become of it. */
export type Expectations = (from: string, to: string) => 'allowed' | 'blocked';

/** The ports that every pod serves. */
const served = ['8080', '9090', '7070/udp'];

const image = 'registry.k8s.io/e2e-test-images/agnhost:2.56';

/**
 * Writes worlds down as one scenario. Each has namespaces and addresses of its own, and flows lead from pod to pod within
 * a world only.
 */
export function scenarioOf(worlds: readonly GeneratedWorld[], expectations: Expectations): WrittenScenario {
  const named = worlds.map((world, number) => nameWorld(world, number));
  const endpoints = named.flatMap(({ pods }) =>
    pods.map(({ name, namespace, hasService }) => [
      name,
      {
        pods: {
          namespace,
          podSelector: { matchLabels: { pod: name } },
          ...(hasService ? { service: name } : {}),
          ports: served,
        },
      },
    ]),
  );
  const flows = named.flatMap(({ pods }) =>
    pods.flatMap(({ name: from }) =>
      pods
        .filter(({ name }) => name !== from)
        .flatMap(({ name: to }) =>
          served.map((port) => ({ from, to: `${to}:${port}`, expect: expectations(from, `${to}:${port}`) })),
        ),
    ),
  );
  return {
    scenario: { name: 'agreement', manifests: ['manifests.yaml'], endpoints: Object.fromEntries(endpoints), flows },
    manifests: named.flatMap(({ manifests }) => manifests),
  };
}

interface NamedPod extends Pick<GeneratedPod, 'hasService'> {
  readonly name: string;
  readonly namespace: string;
}

function nameWorld(world: GeneratedWorld, number: number): { pods: NamedPod[]; manifests: KubernetesObject[] } {
  const namespaceName = (index: number): string => `w${number}-${index}`;
  const podName = (index: number): string => `w${number}-p${index}`;
  const ipOf = (index: number): string => `192.168.${224 + Math.floor(number / 40)}.${(number % 40) * 6 + index + 2}`;
  const peerOf = (peer: GeneratedPeer): object => {
    if ('selectors' in peer) return peer.selectors;
    const { block } = peer;
    const cidr = block === 'everything' ? '0.0.0.0/0' : block === 'pods' ? '192.168.0.0/16' : `${ipOf(block)}/32`;
    // A block of one address has none to leave out.
    const except = typeof block === 'number' ? [] : peer.except.map((index) => `${ipOf(index)}/32`);
    return { ipBlock: { cidr, ...(except.length > 0 ? { except } : {}) } };
  };
  const pods = world.pods.map((pod, index) => ({
    name: podName(index),
    namespace: namespaceName(pod.namespace),
    hasService: pod.hasService,
  }));
  return {
    pods,
    manifests: [
      ...world.namespaces.map((labels, index) => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespaceName(index), labels },
      })),
      ...world.pods.flatMap((pod, index) =>
        podObjects(pod, { name: podName(index), namespace: namespaceName(pod.namespace), ip: ipOf(index) }),
      ),
      ...world.policies.map(({ namespace, spec }, index) => ({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: `policy-${index}`, namespace: namespaceName(namespace) },
        spec: {
          ...spec,
          ...(spec.ingress && {
            ingress: spec.ingress.map(({ from, ...rest }) => ({ ...rest, ...(from && { from: from.map(peerOf) }) })),
          }),
          ...(spec.egress && {
            egress: spec.egress.map(({ to, ...rest }) => ({ ...rest, ...(to && { to: to.map(peerOf) }) })),
          }),
        },
      })),
    ],
  };
}

function podObjects(
  { labels, web, hasService }: GeneratedPod,
  { name, namespace, ip }: { name: string; namespace: string; ip: string },
): KubernetesObject[] {
  const container = (port: number, udp: boolean): object => ({
    name: `server-${port}`,
    image,
    args: ['netexec', `--http-port=${port}`, `--udp-port=${udp ? 7070 : -1}`],
    ports: [
      { containerPort: port, ...(port === web ? { name: 'web' } : {}) },
      ...(udp ? [{ containerPort: 7070, protocol: 'UDP' }] : []),
    ],
    readinessProbe: { tcpSocket: { port }, periodSeconds: 1 },
  });
  const service: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: {
      selector: { pod: name },
      ports: [
        { name: 'a', port: 8080 },
        { name: 'b', port: 9090 },
        { name: 'c', port: 7070, protocol: 'UDP' },
      ],
    },
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        namespace,
        labels: { ...labels, pod: name },
        annotations: { 'cni.projectcalico.org/ipAddrs': JSON.stringify([ip]) },
      },
      spec: { terminationGracePeriodSeconds: 0, containers: [container(8080, true), container(9090, false)] },
    },
    ...(hasService ? [service] : []),
  ];
}

import type { V1Container, V1EphemeralContainer } from '@kubernetes/client-node';
import type { ClientEndpoint, KubernetesObject } from '../../model/scenario.ts';
import { lifetimeSeconds } from '../lifetime.ts';

/** Passes Pod Security "restricted". The user is numeric: curlimages/curl names its own, which the kubelet refuses. */
export const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: 65_532,
  runAsGroup: 65_532,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Waits to be told to stop, which the first process of a container hears only if it traps the signal. */
const standby = ['sh', '-c', `trap 'exit 0' TERM; sleep ${lifetimeSeconds} & wait`];

/** Name of the container that probes are run in. */
export const probeContainer = 'flowproof';

const resources = { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '1', memory: '192Mi' } };

/** One probe pod of a client endpoint. */
export function clientPod(
  { name, namespace, labels, serviceAccount }: ClientEndpoint,
  index: number,
  { runId, image }: { readonly runId: string; readonly image: string },
): KubernetesObject {
  const spread = {
    topologyKey: 'kubernetes.io/hostname',
    labelSelector: { matchLabels: { [endpointLabel]: `${runId}.${name}` } },
  };
  return probePod({
    name: `flowproof-${runId}-${name}-${index}`,
    namespace,
    labels: { ...labels, [endpointLabel]: `${runId}.${name}` },
    image,
    spec: {
      ...(serviceAccount === undefined ? {} : { serviceAccountName: serviceAccount }),
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: spread }],
        },
      },
    },
  });
}

/** A condition that nothing ever sets. */
export const neverReady = 'flowproof.dev/never-ready';

/**
 * A pod that sends probes and serves nobody: with a gate that nothing opens it is never Ready, so that no Service which
 * selects its labels sends clients to it. It is Running when it can be used.
 */
export function probePod({ image, spec, ...rest }: PodOptions & { readonly image: string }): KubernetesObject {
  return pod({
    ...rest,
    spec: {
      readinessGates: [{ conditionType: neverReady }],
      containers: [container(image, standby)],
      ...spec,
    },
  });
}

/** A pod that no policy of a scenario is meant to select, and that is made to listen on whatever port is asked for. */
export function controlPod(options: { runId: string; namespace: string; image: string }): KubernetesObject {
  const { runId, namespace, image } = options;
  // A safe one, which Pod Security "restricted" allows: ports below 1024 need no privilege then.
  const sysctls = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }];
  return probePod({ name: `control-${runId}`, namespace, labels: {}, image, spec: { securityContext: { sysctls } } });
}

/** Marks the probe pods of one endpoint, for the scheduler to spread. */
const endpointLabel = 'flowproof.dev/endpoint';

/** On canaries alone: the policies that try them must not select what else is in their namespace. */
export const canaryLabel = 'flowproof.dev/canary';

/** A pod that listens on `ports` on one node: the canary that shows when policies are in force there. */
export function canaryPod(
  index: number,
  options: { runId: string; namespace: string; image: string; node: string; ports: readonly number[] },
): KubernetesObject {
  const { runId, namespace, image, node, ports } = options;
  // busybox's nc runs a program per connection; OpenBSD's has no -e, and hangs up at the end of its own input.
  const listen = `for port; do { nc -lk -p "$port" -e true 2>/dev/null || nc -lkN "$port"; } </dev/null & done; trap 'exit 0' TERM; wait`;
  return pod({
    name: `canary-${runId}-${index}`,
    namespace,
    labels: { [canaryLabel]: runId },
    spec: {
      ...(node === '' ? {} : { nodeName: node }),
      tolerations: [{ operator: 'Exists' }],
      containers: [container(image, ['sh', '-c', listen, 'canary', ...ports.map(String)])],
    },
  });
}

/** A container for a pod that stands already: it shares the pod's network namespace, so its identity is exact. */
export function ephemeralContainer(name: string, image: string): V1EphemeralContainer {
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    command: standby,
    securityContext: restricted,
  };
}

/** An ephemeral container that ended cannot be started again, so that a pod may need a second one. */
export function ephemeralName(runId: string, index: number): string {
  return `${probeContainer}-${runId}${index === 0 ? '' : `-${index}`}`;
}

function container(image: string, command: string[]): V1Container {
  return {
    name: probeContainer,
    image,
    imagePullPolicy: 'IfNotPresent',
    command,
    securityContext: restricted,
    resources,
  };
}

interface PodOptions {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: object;
}

function pod({ name, namespace, labels, spec }: PodOptions): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: {
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      activeDeadlineSeconds: lifetimeSeconds,
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      ...spec,
    },
  };
}

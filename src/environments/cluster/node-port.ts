import type { V1Service } from '@kubernetes/client-node';
import type { EndpointFacts } from '../../model/facts.ts';
import type { KubernetesObject, PodsEndpoint } from '../../model/scenario.ts';
import { transportOf } from '../../kubernetes/port.ts';
import { EnvironmentError } from '../../model/errors.ts';
import type { Owner } from './labels.ts';
import { applyOwned } from './apply.ts';
import type { Client } from './client.ts';
import type { Outside } from './outside.ts';

/** Name of the Service that opens an endpoint to the outside for one run. */
export function nodePortName({ name }: PodsEndpoint, runId: string): string {
  return `flowproof-${runId}-${name}`.replaceAll('.', '-').slice(0, 63);
}

/**
 * Opens an endpoint's ports on the nodes of its pods, and resolves to the addresses at which each node's kube-proxy
 * tells whether it knows them.
 *
 * With `externalTrafficPolicy: Local` the pods see the sender's own address. The type is LoadBalancer, which is a
 * NodePort that also has such a health check (Kubernetes documentation, "Preserving the client source IP").
 */
export async function openNodePort(client: Client, endpoint: PodsEndpoint, owner: Owner): Promise<number> {
  const { namespace, service: name } = endpoint;
  const service =
    name === undefined
      ? undefined
      : await client.call(async () => await client.core.readNamespacedService({ namespace, name }));
  const created: V1Service = await applyOwned(client, nodePortService(endpoint, service, owner.runId), owner);
  return created.spec?.healthCheckNodePort ?? 0;
}

/**
 * Waits until the nodes of these pods let the outside in.
 *
 * @throws {@link EnvironmentError} when one does not, in time.
 */
export async function awaitNodePorts(
  outside: Outside,
  checks: readonly { readonly facts: EndpointFacts | undefined; readonly port: number }[],
): Promise<void> {
  const urls = checks.flatMap(({ facts, port }) => [
    ...new Set(facts?.pods.map(({ nodeIp }) => `http://${nodeIp}:${port}/healthz`)),
  ]);
  const output = await outside.run(['sh', '-c', untilHealthy, 'node-ports', ...urls], 45_000);
  if (output.includes('all healthy')) return;
  throw new EnvironmentError(
    `no connection from outside: kube-proxy does not serve ${output.trim() || 'the NodePorts'}`,
    'Look at kube-proxy on that node: kubectl get pods -n kube-system -o wide.',
  );
}

const untilHealthy = String.raw`
end=$(($(date +%s) + 30))
for url; do
  until curl -sf -o /dev/null --noproxy '*' --max-time 1 "$url"; do
    if [ "$(date +%s)" -gt "$end" ]; then echo "$url"; exit 1; fi
    sleep 0.1
  done
done
echo all healthy
`;

function nodePortService(endpoint: PodsEndpoint, service: V1Service | undefined, runId: string): KubernetesObject {
  const { namespace, podSelector, ports } = endpoint;
  // DNS and plain TCP on one port are one port to a Service.
  const transports = new Map(
    ports.map(({ number, protocol }) => [
      `${number}/${transportOf(protocol)}`,
      [number, transportOf(protocol)] as const,
    ]),
  );
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: nodePortName(endpoint, runId), namespace },
    spec: {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      selector: service?.spec?.selector ?? podSelector.matchLabels ?? {},
      ports: [...transports.values()].map(([number, protocol]) => {
        const behind = service?.spec?.ports?.find((one) => one.port === number && (one.protocol ?? 'TCP') === protocol);
        const name = `${protocol.toLowerCase()}-${number}`;
        return { name, port: number, protocol, targetPort: behind?.targetPort ?? number };
      }),
    },
  };
}

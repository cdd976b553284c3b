import { dnsLabelProblem } from '../kubernetes/names.ts';
import { parsePort, transportOf } from '../kubernetes/port.ts';
import { namespaceOf } from '../kubernetes/workload.ts';
import type { YamlDocument } from '../kubernetes/yaml.ts';
import type { Problem } from '../model/errors.ts';
import type { KubernetesObject, Manifest, Port } from '../model/scenario.ts';
import type { EndpointEntry, ScenarioFile } from './schema.ts';

type Server = NonNullable<EndpointEntry['server']>;

/** Kubernetes' own server for tests of networks: HTTP, and UDP that answers `echo`. */
const image = 'registry.k8s.io/e2e-test-images/agnhost:2.56';

/** The first port that needs no privilege, unless a pod asks for less. */
const firstFreePort = 1024;

/** The servers that a scenario declares, each as the Deployment and the Service that make it, beside the user's own manifests. */
export function serverManifests(
  { endpoints }: ScenarioFile,
  own: readonly Manifest[],
  document: Pick<YamlDocument, 'at' | 'atKey'>,
): { manifests: Manifest[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const manifests = Object.entries(endpoints).flatMap(([name, { server }]) => {
    if (!server) return [];
    const position = document.atKey(['endpoints'], name);
    const objects = [deployment(name, server), service(name, server)];
    const wrongName = /^\d/.test(name) ? 'the name of a server begins with a letter' : dnsLabelProblem(name);
    if (wrongName !== undefined) problems.push({ position, text: wrongName });
    const taken = objects.find((object) => own.some((manifest) => isSame(manifest.object, object)));
    if (taken) {
      const text = `the manifests have a ${taken.kind} "${name}" in namespace ${server.namespace}: declare its pods, not a server`;
      problems.push({ position, text });
    }
    for (const [index, { protocol }] of server.ports.flatMap((port) => parsePort(port) ?? []).entries()) {
      if (protocol !== 'dns' && protocol !== 'dns-tcp') continue;
      const text = 'a server speaks tcp, http or udp; what answers DNS is declared as pods';
      problems.push({ position: document.at(['endpoints', name, 'server', 'ports', index]), text });
    }
    return objects.map((object) => ({ object, position, at: () => position }));
  });
  return { manifests, problems };
}

function isSame(a: KubernetesObject, b: KubernetesObject): boolean {
  return a.kind === b.kind && a.metadata.name === b.metadata.name && namespaceOf(a) === namespaceOf(b);
}

/** What a server is beside its manifests: an endpoint of their pods. */
export function podsOfServer(name: string, server: Server): NonNullable<EndpointEntry['pods']> {
  const { namespace, ports } = server;
  return { namespace, workload: `deployment/${name}`, service: name, ports };
}

function deployment(name: string, server: Server): KubernetesObject {
  const labels = labelsOf(name, server);
  const ports = portsOf(server);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: server.namespace },
    spec: {
      replicas: server.replicas ?? 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 65_532,
            seccompProfile: { type: 'RuntimeDefault' },
            ...(ports.some(({ number }) => number < firstFreePort)
              ? { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] }
              : {}),
          },
          terminationGracePeriodSeconds: 0,
          containers: ports.map(container),
        },
      },
    },
  };
}

/** One for each port: the server has no more than one of a kind, and its other one, which it cannot do without, anywhere. */
function container(port: Port): object {
  const { number } = port;
  const protocol = transportOf(port.protocol);
  const isUdp = protocol === 'UDP';
  return {
    name: portName(port),
    image,
    args: ['netexec', `--http-port=${isUdp ? 0 : number}`, `--udp-port=${isUdp ? number : -1}`],
    ports: [{ containerPort: number, protocol }],
    ...(isUdp ? {} : { readinessProbe: { tcpSocket: { port: number }, periodSeconds: 1 } }),
    resources: { requests: { cpu: '10m', memory: '16Mi' } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
}

function service(name: string, server: Server): KubernetesObject {
  const ports = portsOf(server).map((port) => ({
    name: portName(port),
    port: port.number,
    protocol: transportOf(port.protocol),
  }));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: server.namespace },
    spec: { selector: labelsOf(name, server), ports },
  };
}

function labelsOf(name: string, { labels }: Server): Record<string, string> {
  return { app: name, ...labels };
}

function portName({ number, protocol }: Port): string {
  return `${transportOf(protocol).toLowerCase()}-${number}`;
}

/** Each once: 8080 and 8080/http are one port of the pod. */
function portsOf({ ports }: Server): Port[] {
  const read = ports.flatMap((port) => parsePort(port) ?? []);
  return [...new Map(read.map((port) => [`${port.number}/${transportOf(port.protocol)}`, port])).values()];
}

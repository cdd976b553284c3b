import { dnsLabelProblem } from '../kubernetes/names.ts';
import { parsePort, transportOf } from '../kubernetes/port.ts';
import { namespaceOf } from '../kubernetes/workload.ts';
import type { YamlDocument } from '../kubernetes/yaml.ts';
import type { Problem } from '../model/errors.ts';
import type { KubernetesObject, Manifest } from '../model/scenario.ts';
import type { EndpointEntry, ScenarioFile } from './schema.ts';
import { serverPod, type ServerPort } from './server-pod.ts';

type Server = NonNullable<EndpointEntry['server']>;

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
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: server.namespace },
    spec: {
      replicas: server.replicas ?? 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: serverPod(portsOf(server)) },
    },
  };
}

function service(name: string, server: Server): KubernetesObject {
  const ports = portsOf(server).map((port) => ({ name: port.name, port: port.number, protocol: port.protocol }));
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

/** Each once: 8080 and 8080/http are one port of the pod. */
function portsOf({ ports }: Server): ServerPort[] {
  const read = ports.flatMap((text) => parsePort(text) ?? []);
  const named = read.map(({ number, protocol }): [string, ServerPort] => {
    const transport = transportOf(protocol);
    const name = `${transport.toLowerCase()}-${number}`;
    return [name, { name, number, protocol: transport }];
  });
  return [...new Map(named).values()];
}

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

const serverImage = 'registry.k8s.io/e2e-test-images/agnhost:2.56';
const namespaces = ['x', 'w', 'z'];
const names = ['a', 'b', 'c'];
const ports = [80, 81];

/**
 * The world of Kubernetes' own NetworkPolicy tests and of cyclonus: nine pods in three namespaces, two ports, TCP and UDP,
 * every pair. Namespace w lets in x alone, on port 80; in z nobody but b may be asked over UDP.
 */
export async function writeNinePods(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-bench-'));
  const pods = namespaces.flatMap((namespace) => names.map((name) => pod(namespace, name)));
  const policies = [
    policy('w', {
      podSelector: {},
      ingress: [{ from: [inNamespace('x')], ports: [port(80, 'TCP'), port(80, 'UDP')] }],
    }),
    policy('z', {
      podSelector: { matchExpressions: [{ key: 'pod', operator: 'NotIn', values: ['b'] }] },
      ingress: [{ ports: [port(80, 'TCP'), port(81, 'TCP')] }],
    }),
  ];
  const objects = [...namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })), ...pods];
  await writeFile(join(folder, 'world.yaml'), [...objects, ...policies].map((one) => stringify(one)).join('---\n'));
  await writeFile(join(folder, 'scenario.yaml'), stringify(scenario()));
  return folder;
}

function scenario(): object {
  const all = namespaces.flatMap((namespace) => names.map((name) => ({ namespace, name })));
  const served = ports.flatMap((number) => [`${number}/tcp`, `${number}/udp`]);
  return {
    name: 'nine-pods',
    manifests: ['world.yaml'],
    endpoints: Object.fromEntries(
      all.map(({ namespace, name }) => [
        `${namespace}-${name}`,
        { pods: { namespace, workload: `pod/${name}`, ports: served } },
      ]),
    ),
    flows: all.flatMap((from) =>
      all
        .filter((to) => to !== from)
        .flatMap((to) =>
          served.map((servedPort) => ({
            from: `${from.namespace}-${from.name}`,
            to: `${to.namespace}-${to.name}:${servedPort}`,
            expect: isOpen(from.namespace, to, servedPort) ? 'allowed' : 'blocked',
          })),
        ),
    ),
  };
}

function isOpen(from: string, to: { readonly namespace: string; readonly name: string }, servedPort: string): boolean {
  if (to.namespace === 'w') return from === 'x' && servedPort.startsWith('80');
  if (to.namespace === 'z') return to.name === 'b' || !servedPort.endsWith('/udp');
  return true;
}

function pod(namespace: string, name: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { pod: name } },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: ports.map((number) => ({
        name: `port-${number}`,
        image: serverImage,
        args: ['netexec', `--http-port=${number}`, `--udp-port=${number}`],
        ports: ['TCP', 'UDP'].map((protocol) => ({ containerPort: number, protocol })),
      })),
    },
  };
}

function inNamespace(name: string): object {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}

function port(number: number, protocol: string): object {
  return { port: number, protocol };
}

function policy(namespace: string, spec: object): object {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'some', namespace }, spec };
}

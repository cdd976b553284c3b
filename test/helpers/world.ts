import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { yamlString } from '../../src/kubernetes/yaml-string.ts';
import { buildWorld, type Placement } from '../../src/policy/build-world.ts';
import type { Connection, End } from '../../src/policy/connection.ts';
import type { Transport } from '../../src/policy/network-policy.ts';
import type { World } from '../../src/policy/world.ts';

/** Nodes n1 and n2; pods get addresses in the order of their manifests, unless an annotation asks for another. */
function placement(): Placement {
  let count = 0;
  return {
    nodes: ['n1', 'n2'],
    podPlace: ({ name, wantedIps }) => {
      if (name === 'kube-apiserver') return { node: 'n1', ips: ['172.18.0.1'] };
      count += 1;
      return {
        node: `n${(count % 2) + 1}`,
        ips: wantedIps.length > 0 ? wantedIps : [`10.244.0.${count}`, `fd00::${count}`],
      };
    },
    serviceIps: () => ['10.96.0.77'],
  };
}

/** The world that manifests describe. */
export function worldOf(manifests: string): World {
  const { manifests: parsed, problems } = parseManifests(manifests, 'world.yaml');
  if (problems.length > 0) throw new Error(problems.map(({ text }) => text).join('\n'));
  return buildWorld(parsed, placement());
}

/** A pod's manifest in one line of words: `a/web app=web,tier=front http:8080 metrics:9090/UDP`. */
export function podManifest(text: string): string {
  const [name = '', labels = '', ...ports] = text.split(' ');
  const [namespace, own] = name.split('/');
  const pairs = labels.split(',').filter((pair) => pair.includes('='));
  const containerPorts = ports.map((port) => {
    const [, portName, number, protocol = 'TCP'] = /^([a-z-]+):(\d+)(?:\/([A-Z]+))?$/.exec(port) ?? [];
    return `{ name: ${portName}, containerPort: ${number}, protocol: ${protocol} }`;
  });
  return `
apiVersion: v1
kind: Pod
metadata: { name: '${own}', namespace: '${namespace}', labels: { ${pairs.map((pair) => pair.replace(/=(.*)/, ": '$1'")).join(', ')} } }
spec: { hostNetwork: ${labels.includes('host')}, containers: [{ name: c, image: c, ports: [${containerPorts.join(', ')}] }] }`;
}

/** A policy's manifest around its spec. */
export function policyManifest(name: string, spec: string): string {
  const [namespace, own] = name.split('/');
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${yamlString(own ?? '')}, namespace: ${yamlString(namespace ?? '')} }
spec: ${spec}`;
}

/** Reads `a/x → b/y:80` or `n1 → b/y:53/UDP` or `a/x → 192.0.2.1:443`. */
export function connectionIn(world: World, text: string): Connection {
  const [, from = '', to = '', port, protocol = 'TCP'] = /^(\S+) → (\S+):(\d+)(?:\/([A-Z]+))?$/.exec(text) ?? [];
  const receiver = endIn(world, to);
  if (receiver.kind === 'node') throw new Error(`no receiver: ${to}`);
  return { from: endIn(world, from), to: receiver, port: Number(port), protocol: protocol as Transport };
}

function endIn({ pods }: World, text: string): End {
  if (/^n\d$/.test(text)) return { kind: 'node', name: text, address: `172.18.0.${text.slice(1)}` };
  if (!text.includes('/')) return { kind: 'outside', address: text };
  const pod = pods.find(({ namespace, name }) => `${namespace}/${name}` === text);
  if (!pod) throw new Error(`no pod ${text}`);
  return { kind: 'pod', pod };
}

/** An admin policy's manifest around its spec: `AdminNetworkPolicy x`, `BaselineAdminNetworkPolicy default`. */
export function adminManifest(title: string, spec: string): string {
  const [kind = '', name = ''] = title.split(' ');
  return `
apiVersion: policy.networking.k8s.io/${kind === 'ClusterNetworkPolicy' ? 'v1alpha2' : 'v1alpha1'}
kind: ${kind}
metadata: { name: ${yamlString(name)} }
spec: ${spec}`;
}

import type { EndpointEntry, ScenarioFile } from './schema.ts';

/** The cluster's DNS, as kubeadm, kind and the clouds install it. It is asked, and left in peace: nothing is sent as its pods. */
const coredns: EndpointEntry = {
  pods: {
    namespace: 'kube-system',
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    service: 'kube-dns',
    ports: ['53/dns', '53/dns-tcp'],
    sends: false,
  },
};

/** Where AWS, Azure, Google Cloud, OpenStack and others serve what a node is, credentials often among it. */
export const metadataAddress = '169.254.169.254';

const metadata: EndpointEntry = { host: { address: metadataAddress, ports: ['80/http'] } };

/** By its name, for its cluster IP is another one in each cluster. Policies see a node's address and, with kubeadm and kind, port 6443. */
const apiServer: EndpointEntry = { host: { address: 'kubernetes.default.svc.cluster.local', ports: [443] } };

/** "Any pod": one that no policy has reason to know, in a namespace that every cluster has and this scenario does not protect. */
function stranger(protectedNames: readonly string[]): EndpointEntry {
  return { client: { namespace: protectedNames.includes('default') ? 'kube-public' : 'default' } };
}

/** Names of the endpoints that need not be declared. One that is declared by such a name is meant instead. */
export const builtInNames: readonly string[] = ['coredns', 'stranger', 'api-server', 'metadata'];

/** To be closed to everybody takes somebody: who could be sent to, and who sends. */
const ofProtect: readonly string[] = ['coredns', 'stranger'];

/** A scenario with the built-in endpoints that it names, or that `protect` takes, after its own. */
export function withBuiltIns(content: ScenarioFile): ScenarioFile {
  const levels = [content, ...(content.stages ?? [])];
  const protectedNames = levels.flatMap(({ protect = [] }) => protect);
  const ends = levels.flatMap(({ flows = [] }) => flows).flatMap(({ from, to }) => [from, to].flat());
  const named = new Set([
    ...ends.map((text) => text.replace(/:.*/s, '')),
    ...protectedNames,
    ...(protectedNames.length > 0 ? ofProtect : []),
  ]);
  const builtIn = Object.entries({ coredns, stranger: stranger(protectedNames), 'api-server': apiServer, metadata });
  const taken = builtIn.filter(([name]) => named.has(name) && !Object.hasOwn(content.endpoints, name));
  return { ...content, endpoints: { ...content.endpoints, ...Object.fromEntries(taken) } };
}

import { z } from 'zod';
import type { Manifest } from '../model/scenario.ts';
import { namespaceOf } from '../kubernetes/workload.ts';
import type { Problem } from '../model/errors.ts';
import { issueText } from '../model/issue-text.ts';
import { madeOnce } from '../model/made-once.ts';
import { cidr, labelSelector, selectorOf } from './fields.ts';
import { refusalsOf } from './refusals.ts';
import type { Direction, NetworkPolicy, Peer, PolicyPort, PolicyRule } from './network-policy.ts';

type Path = readonly (string | number)[];

const port = z
  .strictObject({
    protocol: z.enum(['TCP', 'UDP', 'SCTP']).nullish(),
    port: z.union([z.int().min(1).max(65_535), z.string().min(1)]).nullish(),
    endPort: z.int().min(1).max(65_535).nullish(),
  })
  .refine(({ port: first, endPort }) => endPort == null || (typeof first === 'number' && endPort >= first), {
    path: ['endPort'],
    message: 'endPort needs a port that is a number and not above it',
  });

const peer = z
  .strictObject({
    podSelector: labelSelector.nullish(),
    namespaceSelector: labelSelector.nullish(),
    ipBlock: z.strictObject({ cidr, except: z.array(cidr).nullish() }).nullish(),
  })
  .refine(({ podSelector, namespaceSelector, ipBlock }) => !ipBlock || (!podSelector && !namespaceSelector), {
    message: 'a peer is either an ipBlock or selectors',
  })
  .refine(({ podSelector, namespaceSelector, ipBlock }) => ipBlock || podSelector || namespaceSelector, {
    message: 'a peer needs a podSelector, a namespaceSelector or an ipBlock',
  });

/** An item that is null is one without fields: that is how the API server decodes it. */
function orEmpty<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => value ?? {}, item);
}

const peers = z.array(orEmpty(peer)).nullish();
const ports = z.array(orEmpty(port)).nullish();

const networkPolicySpec = z.strictObject({
  podSelector: labelSelector.nullish(),
  policyTypes: z
    .array(z.enum(['Ingress', 'Egress']))
    .max(2, 'there are two policyTypes at the most')
    .nullish(),
  ingress: z.array(orEmpty(z.strictObject({ from: peers, ports }))).nullish(),
  egress: z.array(orEmpty(z.strictObject({ to: peers, ports }))).nullish(),
});

/**
 * Reads the NetworkPolicies among the manifests. What the API server would refuse comes back as problems; other kinds
 * are passed over. The meaning of what is left out is that of the Kubernetes API reference, NetworkPolicySpec.
 */
export function readNetworkPolicies(manifests: readonly Manifest[]): {
  policies: NetworkPolicy[];
  problems: Problem[];
} {
  const read = manifests.filter(isNetworkPolicy).map(readNetworkPolicy);
  return {
    policies: read.flatMap(({ policy }) => policy ?? []),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** Whether an object is a NetworkPolicy of Kubernetes; Calico has a kind of the same name in a group of its own. */
export function isNetworkPolicy({ object }: Manifest): boolean {
  return object.kind === 'NetworkPolicy' && object.apiVersion.startsWith('networking.k8s.io/');
}

/** Whoever refuses a policy reads it, and whoever builds a world does, stage by stage. */
const readNetworkPolicy = madeOnce((manifest: Manifest): { policy?: NetworkPolicy; problems: Problem[] } => {
  const { object, position } = manifest;
  const parsed = networkPolicySpec.safeParse(object['spec'] ?? {}, { reportInput: true });
  const namespace = namespaceOf(object);
  const { name } = object.metadata;
  const problemAt = (path: Path, text: string): Problem => ({
    position: manifest.at(path),
    text: `NetworkPolicy ${namespace}/${name}, ${path.join('.')}: ${text}`,
  });
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.map((issue) => problemAt(['spec', ...(issue.path as Path)], issueText(issue))),
    };
  }
  const { podSelector, policyTypes, ingress, egress } = parsed.data;
  const at = (...path: Path) => manifest.at(['spec', ...path]);
  const policy: NetworkPolicy = {
    namespace,
    name,
    position,
    podSelector: selectorOf(podSelector) ?? {},
    policyTypes: policyTypes && policyTypes.length > 0 ? policyTypes : defaultTypes(egress),
    ingress: (ingress ?? []).map(({ from, ports: own }, index) =>
      readRule({ peers: from, ports: own }, ['ingress', index], 'from', at),
    ),
    egress: (egress ?? []).map(({ to, ports: own }, index) =>
      readRule({ peers: to, ports: own }, ['egress', index], 'to', at),
    ),
  };
  return { policy, problems: refusalsOf(policy).map(({ path, text }) => problemAt(path, text)) };
});

/** "If no policyTypes are specified … Ingress will always be set and Egress will be set if [there are] egress rules." */
function defaultTypes(egress: readonly unknown[] | null | undefined): Direction[] {
  return egress && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function readRule(
  rule: { readonly peers: z.infer<typeof peers>; readonly ports: z.infer<typeof ports> },
  path: Path,
  side: 'from' | 'to',
  at: (...path: Path) => PolicyRule['position'],
): PolicyRule {
  return {
    position: at(...path),
    peers: anyIfEmpty((rule.peers ?? []).map((one, index) => readPeer(one, at(...path, side, index)))),
    ports: anyIfEmpty((rule.ports ?? []).map((one, index) => readPort(one, at(...path, 'ports', index)))),
  };
}

function readPeer({ ipBlock, namespaceSelector, podSelector }: z.infer<typeof peer>, position: Peer['position']): Peer {
  if (ipBlock) return { kind: 'ipBlock', position, cidr: ipBlock.cidr, except: ipBlock.except ?? [] };
  return {
    kind: 'pods',
    position,
    namespaceSelector: selectorOf(namespaceSelector),
    podSelector: selectorOf(podSelector),
  };
}

function readPort(
  { protocol, port: first, endPort }: z.infer<typeof port>,
  position: PolicyPort['position'],
): PolicyPort {
  return { position, protocol: protocol ?? 'TCP', port: first ?? undefined, endPort: endPort ?? undefined };
}

function anyIfEmpty<T>(list: readonly T[]): 'any' | readonly T[] {
  return list.length === 0 ? 'any' : list;
}

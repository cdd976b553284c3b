import { adminGroup, adminKinds } from '../../kubernetes/admin-kinds.ts';
import type { KubernetesObject, Manifest } from '../../model/scenario.ts';
import type { Problem } from '../../model/errors.ts';
import { didYouMean } from '../../model/did-you-mean.ts';
import { issueText } from '../../model/issue-text.ts';
import { selectorOf } from '../fields.ts';
import type { PodPeer, PolicyPort, Transport } from '../network-policy.ts';
import type { AdminPeer, AdminPolicy, AdminRule } from './admin-policy.ts';
import type { RawPeer, RawPort, RawRule, RawSpec } from './raw.ts';
import { schemas } from './schemas.ts';

/**
 * Reads the admin policies among the manifests. What the API server would refuse comes back as problems; other kinds
 * are passed over.
 */
export function readAdminPolicies(manifests: readonly Manifest[]): {
  policies: AdminPolicy[];
  problems: Problem[];
} {
  const read = manifests.flatMap((manifest) => {
    const kind = kindOf(manifest.object);
    return kind ? [readAdminPolicy(manifest, kind)] : misspelt(manifest);
  });
  return {
    policies: read.flatMap(({ policy }) => policy ?? []),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** Of the group, there is no other kind. */
function misspelt({ object: { apiVersion, kind, metadata }, at }: Manifest): ReadPolicy[] {
  const kinds = Object.keys(adminKinds);
  if (!apiVersion.startsWith(`${adminGroup}/`) || kinds.includes(kind)) return [];
  const text = `${kind} ${metadata.name}, kind: there is no kind "${kind}" in ${apiVersion}${didYouMean(kind, kinds)}`;
  return [{ problems: [{ position: at(['kind']), text }] }];
}

/** Whether an object is one of the kinds and versions that {@link readAdminPolicies} reads. */
export function isAdminPolicy(object: KubernetesObject): boolean {
  return kindOf(object) !== undefined;
}

const schemaOf = {
  AdminNetworkPolicy: schemas.admin,
  BaselineAdminNetworkPolicy: schemas.baseline,
  ClusterNetworkPolicy: schemas.cluster,
} as const;

function kindOf({ apiVersion, kind }: KubernetesObject): AdminPolicy['kind'] | undefined {
  const [own, version] = apiVersion.split('/');
  if (own !== adminGroup) return undefined;
  const kinds = Object.keys(adminKinds) as AdminPolicy['kind'][];
  return kinds.find((one) => one === kind && adminKinds[one].some((known) => known === version));
}

/** Of every object. */
const ownFields = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];

/** The indentation is what goes wrong most. */
function strayText(key: string, kind: AdminPolicy['kind']): string {
  return specFields(kind).includes(key) ? 'this field belongs into spec' : noField(key, ownFields);
}

function noField(key: string, fields: readonly string[]): string {
  return `there is no such field${didYouMean(key, fields)}`;
}

function specFields(kind: AdminPolicy['kind']): string[] {
  return Object.keys(schemaOf[kind].shape);
}

interface ReadPolicy {
  readonly policy?: AdminPolicy;
  readonly problems: readonly Problem[];
}

function readAdminPolicy(manifest: Manifest, kind: AdminPolicy['kind']): ReadPolicy {
  const { object, position } = manifest;
  const { name } = object.metadata;
  const problem = (path: readonly PropertyKey[], message: string): Problem => ({
    position: manifest.at(path),
    text: `${kind} ${name}, ${path.join('.')}: ${message}`,
  });
  if (kind === 'BaselineAdminNetworkPolicy' && name !== 'default') {
    return { problems: [problem(['metadata', 'name'], 'has to be "default", for there is one in a cluster')] };
  }
  const stray = Object.keys(object).filter((key) => !ownFields.includes(key));
  if (stray.length > 0) return { problems: stray.map((key) => problem([key], strayText(key, kind))) };
  const parsed = schemaOf[kind].safeParse(object['spec'] ?? {}, { reportInput: true });
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys' && issue.path.length === 0
          ? issue.keys.map((key) => problem(['spec', key], noField(key, specFields(kind))))
          : [problem(['spec', ...issue.path], issueText(issue))],
      ),
    };
  }
  return { policy: { kind, name, position, ...readSpec(parsed.data, kind, manifest) }, problems: [] };
}

type Place = (path: readonly (string | number)[]) => AdminRule['position'];

function readSpec(
  { tier, priority, subject, ingress, egress }: RawSpec,
  kind: AdminPolicy['kind'],
  { at }: Manifest,
): Omit<AdminPolicy, 'kind' | 'name' | 'position'> {
  const portField = kind === 'ClusterNetworkPolicy' ? 'protocols' : 'ports';
  const place =
    (direction: 'ingress' | 'egress', index: number): Place =>
    ([field = '', ...rest]) => {
      const fields = { peers: direction === 'ingress' ? 'from' : 'to', ports: portField };
      return at(['spec', direction, index, ...(field === '' ? [] : [fields[field as 'peers' | 'ports']]), ...rest]);
    };
  return {
    tier: tier ?? (kind === 'BaselineAdminNetworkPolicy' ? 'Baseline' : 'Admin'),
    priority: priority ?? 0,
    subject: podsOf(subject, at(['spec', 'subject'])),
    ingress: (ingress ?? []).map((rule, index) => readRule(rule, place('ingress', index))),
    egress: (egress ?? []).map((rule, index) => readRule(rule, place('egress', index))),
  };
}

function readRule({ name, action, peers, ports }: RawRule, at: Place): AdminRule {
  return {
    name: name ?? undefined,
    position: at([]),
    action,
    peers: peers.flatMap((peer, index) => readPeer(peer, at(['peers', index]))),
    ports: ports.length === 0 ? 'any' : ports.flatMap((port, index) => readPort(port, at(['ports', index]))),
  };
}

function readPeer(peer: RawPeer, position: AdminPeer['position']): AdminPeer[] {
  const { nodes, networks, domainNames } = peer;
  if (networks) return networks.map((cidr) => ({ kind: 'ipBlock', position, cidr, except: [] }));
  if (nodes) return [{ kind: 'nodes', position, selector: selectorOf(nodes) ?? {} }];
  if (domainNames) return [{ kind: 'domainNames', position, names: domainNames }];
  return [podsOf(peer, position)];
}

/** Namespaces without a selector of pods are all their pods. */
function podsOf({ namespaces, pods }: RawPeer, position: PodPeer['position']): PodPeer {
  return {
    kind: 'pods',
    position,
    namespaceSelector: selectorOf(pods ? pods.namespaceSelector : namespaces) ?? {},
    podSelector: selectorOf(pods?.podSelector) ?? {},
  };
}

const transports: readonly Transport[] = ['TCP', 'UDP', 'SCTP'];

/** A name has no protocol of its own: it is whatever port a container calls so. */
function readPort(port: RawPort, position: PolicyPort['position']): PolicyPort[] {
  if (!('name' in port)) return [{ position, ...port }];
  return transports.map((protocol) => ({ position, protocol, port: port.name }));
}

import type { Owner } from '../kubernetes/owner.ts';
import type { AdminPolicy } from './admin/admin-policy.ts';
import type { NetworkPolicy, Transport } from './network-policy.ts';

/** What a cluster would be made of, as far as NetworkPolicies can see. */
export interface World {
  /** Labels by namespace, `kubernetes.io/metadata.name` among them. */
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly pods: readonly WorldPod[];
  readonly services: readonly WorldService[];
  readonly policies: readonly NetworkPolicy[];
  /** In any order. */
  readonly adminPolicies: readonly AdminPolicy[];
}

type Labels = Readonly<Record<string, string>>;

export interface WorldPod {
  readonly namespace: string;
  readonly name: string;
  /** The workload that it belongs to, itself if there is no other. */
  readonly owner: Owner;
  readonly labels: Labels;
  readonly node: string;
  /** IPv4 first, then IPv6. */
  readonly ips: readonly string[];
  /** Uses its node's network, where no policy selects it. */
  readonly hostNetwork: boolean;
  /** Asks its node's resolver for names, which no policy is known to stop, and which knows none of the cluster's. */
  readonly nodeDns: boolean;
  readonly ports: readonly ContainerPort[];
}

export interface ContainerPort {
  readonly name?: string | undefined;
  readonly number: number;
  readonly protocol: Transport;
}

export interface WorldService {
  readonly namespace: string;
  readonly name: string;
  /** Empty for a headless Service. */
  readonly clusterIps: readonly string[];
  /** The pods that its selector selects. */
  readonly pods: readonly WorldPod[];
  readonly ports: readonly WorldServicePort[];
}

export interface WorldServicePort {
  readonly number: number;
  readonly protocol: Transport;
  readonly backends: readonly Backend[];
}

/** A pod behind a Service's port. A named targetPort may be another number in every pod. */
export interface Backend {
  readonly pod: WorldPod;
  readonly port: number;
}

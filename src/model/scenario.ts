/**
 * The plain data that everything else is about. A scenario is what the user wrote, facts are what the cluster said,
 * attempts are what the probes showed, and a report puts the three side by side.
 */

/** Place of a value in a file of the user's; line and column count from 1, and are 0 for an object read from a cluster. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What the user wrote that a flow should do. */
export type Expectation = 'allowed' | 'blocked';

/**
 * How a port is probed. `tcp` asks for the handshake only and `http` for an HTTP answer of any status (both with
 * curl), `udp` for an echo of a nonce (nc), `dns` for an answer over UDP (nslookup), `dns-tcp` for one over TCP (nc).
 */
export type Protocol = 'tcp' | 'http' | 'udp' | 'dns' | 'dns-tcp';

/** A port as clients see it: the Service's where the endpoint has one, else the container's. */
export interface Port {
  /** 1 to 65535. */
  readonly number: number;
  readonly protocol: Protocol;
}

/** `matchLabels` and `matchExpressions` as in the Kubernetes API reference, LabelSelector; empty selects all. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>> | undefined;
  readonly matchExpressions?:
    | readonly {
        readonly key: string;
        readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
        readonly values?: readonly string[] | undefined;
      }[]
    | undefined;
}

interface EndpointBase {
  readonly name: string;
  readonly position: Position;
  /** What the endpoint serves; empty for one that only sends. */
  readonly ports: readonly Port[];
}

/** Pods that the manifests create, or that the cluster has by itself (CoreDNS). */
export interface PodsEndpoint extends EndpointBase {
  readonly kind: 'pods';
  readonly namespace: string;
  readonly podSelector: LabelSelector;
  /** Whether probes are sent as these pods. */
  readonly sends: boolean;
  /** Pods that the manifests ask for; 1 for pods of the cluster's own, which show only there. */
  readonly replicas: number;
  /** Service through which the other endpoints reach these pods. */
  readonly service?: string | undefined;
  /** Address that probes use: the Service's cluster IP, its DNS name, or the IP of each pod. */
  readonly via: 'service' | 'name' | 'pod';
}

/** Probe pods that flowproof creates: "any pod of this namespace", "the gateway". They only send. */
export interface ClientEndpoint extends EndpointBase {
  readonly kind: 'client';
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly serviceAccount?: string | undefined;
  /** Number of probe pods, spread over the nodes, so that same-node and cross-node paths are both tried. */
  readonly replicas: number;
}

/** A sender beyond the cluster. On kind: a container on the cluster's network that goes through a NodePort. */
export interface OutsideEndpoint extends EndpointBase {
  readonly kind: 'outside';
}

/** A receiver beyond the cluster: a DNS name or an IP address. */
export interface HostEndpoint extends EndpointBase {
  readonly kind: 'host';
  readonly host: string;
}

export type Endpoint = PodsEndpoint | ClientEndpoint | OutsideEndpoint | HostEndpoint;

/** A Kubernetes object of one of the user's manifests, or of a cluster that exists. */
export interface Manifest {
  readonly object: KubernetesObject;
  readonly position: Position;
  /** Where a value of the object stands, or its nearest ancestor that is written down. */
  readonly at: (path: readonly PropertyKey[]) => Position;
}

/** Any Kubernetes object that can be applied. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly labels?: Readonly<Record<string, string>> | undefined;
    readonly annotations?: Readonly<Record<string, string>> | undefined;
  };
  readonly [field: string]: unknown;
}

/** One cell of the matrix: traffic from one endpoint to one port of another. */
export interface Cell {
  readonly from: string;
  readonly to: string;
  readonly port: Port;
}

/** A cell, and what should become of its traffic. */
export interface Flow extends Cell {
  readonly expect: Expectation;
  /** The user's own words, where the rule that set the expectation has some. */
  readonly name?: string | undefined;
  readonly reason?: string | undefined;
  /** The rule that set the expectation: an entry of `flows`, or `otherwise`. */
  readonly position: Position;
}

/** One step of a rollout: what it adds to the cluster, and every flow with what it should do from then on. */
export interface Stage<F extends Cell = Flow> {
  readonly name: string;
  readonly description?: string | undefined;
  /** What the run adds: applied when the stage begins; what earlier stages applied stays. */
  readonly manifests: readonly Manifest[];
  readonly flows: readonly F[];
}

/** A scenario file and its manifests, validated and expanded; of cells where nobody wrote down what should become of them. */
export interface Scenario<F extends Cell = Flow> {
  readonly name: string;
  readonly description?: string | undefined;
  readonly file: string;
  readonly endpoints: readonly Endpoint[];
  /** What stands in the cluster already, workloads as their pods; nothing where flowproof makes the cluster. */
  readonly standing: readonly Manifest[];
  /** At least one. */
  readonly stages: readonly Stage<F>[];
}

/** A place that probes are sent from: a probe pod, an ephemeral container in a real pod, or a container outside. */
export interface Source {
  readonly endpoint: string;
  /** Unique in the run, and what reports call it: `namespace/pod`, or a container's name. */
  readonly id: string;
  readonly node?: string | undefined;
}

/** Ends the {@link Source.id} of a pod that stands in for a workload's. */
export const standInSuffix = ' (stand-in)';

/** A pod that an endpoint's selector matched. */
export interface PodFacts {
  readonly namespace: string;
  readonly name: string;
  /** One of every family that the cluster has; the first is the one that Kubernetes calls its podIP. */
  readonly ips: readonly string[];
  readonly node: string;
  /** Address at which the node is reached from outside of the cluster. */
  readonly nodeIp: string;
  /** TCP ports at which its node saw it listen: no policy keeps a node from its own pods. */
  readonly listens: readonly { readonly port: number; readonly seenBy: string }[];
  /** Changes when a container was restarted: a server that died and came back. */
  readonly restarts: number;
}

/** One port of a Service, and where it leads. */
export interface ServicePortFacts {
  readonly number: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  /** Where nodes accept it from outside, if they do. */
  readonly nodePort?: number | undefined;
  /** Ready pods behind the port: from pod IP to the pod's own port (a named targetPort differs per pod). */
  readonly backends: ReadonlyMap<string, number>;
}

/** What the cluster says of an endpoint that receives. */
export interface EndpointFacts {
  readonly pods: readonly PodFacts[];
  /** One of every family; empty for a headless Service. */
  readonly clusterIps: readonly string[];
  /** Fully qualified, e.g. `task-api.task-api.svc.cluster.local`. */
  readonly dnsName?: string | undefined;
  readonly servicePorts: readonly ServicePortFacts[];
  /** Ports that the run opened to the outside, by the port as clients inside see it. */
  readonly nodePorts: readonly ServicePortFacts[];
}

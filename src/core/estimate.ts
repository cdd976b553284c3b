import type { Endpoint, Scenario, Stage } from './model.ts';

/** What a run will be about, as far as the files tell. */
export interface Estimate {
  /** Probes of one round; pods that only the cluster knows of count as one. */
  readonly probes: number;
  /** Milliseconds from the first stage's probes to the last's, without the start of cluster and workloads. */
  readonly probingMs: number;
}

/** Applying manifests, waiting for enforcement and starting a batch, seen on a cluster of three nodes. */
const overheadMs = 1500;

/** Estimates the probes and the time of these stages: each takes one connect timeout, since all probes run at once. */
export function estimate({ endpoints }: Scenario, stages: readonly Stage[], connectTimeoutMs: number): Estimate {
  const named = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
  const checks = endpoints.reduce(
    (sum, endpoint) => sum + (endpoint.kind === 'pods' ? endpoint.replicas * endpoint.ports.length : 0),
    0,
  );
  const flows = stages.flatMap((stage) => stage.flows);
  const probes = flows.reduce(
    (sum, { from, to }) => sum + sourcesOf(named.get(from)) * addressesOf(named.get(to)),
    checks * stages.length,
  );
  return { probes, probingMs: stages.length * (connectTimeoutMs + overheadMs) };
}

function sourcesOf(endpoint: Endpoint | undefined): number {
  return endpoint?.kind === 'pods' || endpoint?.kind === 'client' ? endpoint.replicas : 1;
}

function addressesOf(endpoint: Endpoint | undefined): number {
  if (endpoint?.kind !== 'pods' || endpoint.replicas === 1) return 1;
  return endpoint.via === 'pod' ? endpoint.replicas : endpoint.replicas + 1;
}

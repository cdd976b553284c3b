import type { Endpoint, Scenario, Stage } from '../model/scenario.ts';

/** What a run will be about, as far as the files tell. */
export interface Estimate {
  /** Probes of one round; pods that only the cluster knows of count as one. */
  readonly probes: number;
  /** Milliseconds from the first stage's probes to the last's, without the start of cluster and workloads. */
  readonly probingMs: number;
}

/** Applying manifests, waiting for enforcement and starting a batch, seen on a cluster of three nodes. */
const overheadMs = 1500;

/** What the time of a stage depends on, besides its flows. */
export interface Tempo {
  readonly connectTimeoutMs: number;
  /** New connections per second. @defaultValue all start at once */
  readonly maxRate?: number | undefined;
}

/**
 * Estimates the probes and the time of these stages: each takes one connect timeout, since all probes run at once, and
 * before that the seconds that a rate keeps the last of them waiting.
 */
export function estimate(
  { endpoints }: Scenario,
  stages: readonly Stage[],
  { connectTimeoutMs, maxRate = Infinity }: Tempo,
): Estimate {
  const named = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
  const checks = endpoints.reduce(
    (sum, endpoint) => sum + (endpoint.kind === 'pods' ? endpoint.replicas * endpoint.ports.length : 0),
    0,
  );
  const probes = stages.map(({ flows }) =>
    flows.reduce((sum, { from, to }) => sum + sourcesOf(named.get(from)) * addressesOf(named.get(to)), checks),
  );
  const waitingMs = probes.map((count) => Math.max(0, Math.ceil(count / maxRate) - 1) * 1000);
  return {
    probes: total(probes),
    probingMs: stages.length * (connectTimeoutMs + overheadMs) + total(waitingMs),
  };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function sourcesOf(endpoint: Endpoint | undefined): number {
  return endpoint?.kind === 'pods' || endpoint?.kind === 'client' ? endpoint.replicas : 1;
}

function addressesOf(endpoint: Endpoint | undefined): number {
  if (endpoint?.kind !== 'pods' || endpoint.replicas === 1) return 1;
  return endpoint.via === 'pod' ? endpoint.replicas : endpoint.replicas + 1;
}

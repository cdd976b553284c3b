/** Bytes that containers can use. What an engine does not tell is undefined. */
export interface Memory {
  readonly total: number | undefined;
  /** What is free now, known only when the engine runs on this very machine. */
  readonly available: number | undefined;
}

const GIB = 1024 ** 3;
/** Docker Desktop set to 4 GiB has 3.8 for its containers. */
const LEAST_TOTAL = 3.5 * GIB;
/** Three idle nodes with Calico take 1.5 GiB; the workloads under test come on top. */
const LEAST_AVAILABLE = 2 * GIB;

/** What to tell the user when a new cluster would not fit into the memory, undefined when it does. */
export function memoryProblem({ total, available }: Memory): { message: string; hint: string } | undefined {
  if (total !== undefined && total < LEAST_TOTAL) {
    return {
      message: `Containers have ${gib(total)} of memory here; a cluster of three nodes needs 4 GiB.`,
      hint: 'Give the container engine 4 GiB or more (Docker Desktop: Settings, Resources).',
    };
  }
  if (available !== undefined && available < LEAST_AVAILABLE) {
    return {
      message: `Only ${gib(available)} of memory is free; a new cluster needs ${gib(LEAST_AVAILABLE)}.`,
      hint: 'Stop other programs, or delete other clusters (kind get clusters; kind delete cluster --name NAME).',
    };
  }
  return undefined;
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}

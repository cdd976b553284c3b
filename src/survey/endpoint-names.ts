import type { Workload } from '../kubernetes/workload.ts';

/**
 * A name for each workload, in their order: its own where that is unique, else with its namespace, else with its kind as
 * well; numbered where even that is taken.
 */
export function endpointNames(workloads: readonly Workload[], reserved: readonly string[]): string[] {
  const candidates = workloads.map(({ namespace, kind, name }) => [
    name,
    `${namespace}.${name}`,
    `${namespace}.${kind}.${name}`,
  ]);
  const levels = workloads.map(() => 0);
  const nameAt = (index: number): string => candidates[index]?.[levels[index] ?? 0] ?? '';
  const clashing = (index: number): boolean =>
    reserved.includes(nameAt(index)) ||
    workloads.some((_, other) => other !== index && nameAt(other) === nameAt(index));
  for (;;) {
    const longer = [...workloads.keys()].filter((index) => (levels[index] ?? 0) < 2 && clashing(index));
    if (longer.length === 0) break;
    for (const index of longer) levels[index] = (levels[index] ?? 0) + 1;
  }
  const taken = new Set(reserved);
  return [...workloads.keys()].map((index) => {
    const free = firstFree(nameAt(index), taken);
    taken.add(free);
    return free;
  });
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}-${number}`;
  return free;
}

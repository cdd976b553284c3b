import { EnvironmentError } from '../../model/errors.ts';
import { inspectEngine, type Machine } from './engine.ts';
import { checkKindVersion } from './kind-version.ts';
import { memoryProblem } from './memory.ts';

/**
 * Finds out whether kind clusters can be used here, and with which container engine.
 *
 * @throws {@link EnvironmentError} naming every program that is missing, not running or too old.
 */
export async function preflight(signal: AbortSignal): Promise<Machine> {
  const [machine, kind] = await Promise.allSettled([inspectEngine(signal), checkKindVersion(signal)]);
  signal.throwIfAborted();
  if (machine.status === 'rejected' && kind.status === 'rejected') throw both(machine.reason, kind.reason);
  if (kind.status === 'rejected') throw kind.reason;
  if (machine.status === 'rejected') throw machine.reason;
  return machine.value;
}

/**
 * Refuses to make a cluster that would starve. A cluster that exists already has its memory.
 *
 * @throws {@link EnvironmentError} when there is too little memory.
 */
export function requireMemory({ memory }: Machine): void {
  const problem = memoryProblem(memory);
  if (problem !== undefined) throw new EnvironmentError(problem.message, problem.hint);
}

function both(first: unknown, second: unknown): unknown {
  if (!(first instanceof EnvironmentError)) return first;
  if (!(second instanceof EnvironmentError)) return second;
  return new EnvironmentError(`${first.message}\n${second.message}`, `${first.hint} ${second.hint}`);
}

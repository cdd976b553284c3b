import type { CoreV1Event } from '@kubernetes/client-node';
import type { Client } from '../cluster/client.ts';
import { findPodProblems, type PodProblem } from './pod-problem.ts';

const NAMESPACE = 'kube-system';
const EVENTS = 8;
const LOG_LINES = 5;

/** What is known about pods of `kube-system` that do not become ready. */
export interface Findings {
  readonly problems: readonly PodProblem[];
  /** Oldest first. */
  readonly events: readonly CoreV1Event[];
  /** Last lines of the containers at fault, by pod. */
  readonly logs: ReadonlyMap<string, string>;
}

/** Tells in some lines why pods of `kube-system` are not ready: states, events, last lines of logs. */
export async function diagnose(client: Client): Promise<string> {
  const [pods, events] = await Promise.all([
    client.call(async () => await client.core.listNamespacedPod({ namespace: NAMESPACE })),
    client.call(async () => await client.core.listNamespacedEvent({ namespace: NAMESPACE })),
  ]);
  const problems = findPodProblems(pods.items);
  const logs = await Promise.all(
    problems.map(async (problem) => [problem.pod, await readLog(client, problem)] as const),
  );
  return formatFindings({ problems, events: events.items.toSorted(byTime), logs: new Map(logs) });
}

/** Lays findings out for a terminal, indented under the sentence that they explain. */
export function formatFindings({ problems, events, logs }: Findings): string {
  const lines = problems.flatMap(({ pod, container, reason, message }) => [
    `  ${pod}${container === undefined ? '' : ` (${container})`}: ${reason}${message === undefined ? '' : `, ${firstLine(message)}`}`,
    ...indent(logs.get(pod) ?? ''),
  ]);
  const unready = new Set(problems.map(({ pod }) => pod));
  const warnings = events
    .filter(({ type, involvedObject }) => type === 'Warning' && unready.has(involvedObject.name ?? ''))
    .slice(-EVENTS)
    .map(
      ({ involvedObject, reason, message }) => `  event ${involvedObject.name}: ${reason}, ${firstLine(message ?? '')}`,
    );
  return [...lines, ...new Set(warnings)].join('\n');
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}

function indent(log: string): readonly string[] {
  return log
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-LOG_LINES)
    .map((line) => `    | ${line}`);
}

async function readLog(client: Client, { pod, container }: PodProblem): Promise<string> {
  if (container === undefined) return '';
  try {
    const request = { namespace: NAMESPACE, name: pod, container, tailLines: LOG_LINES };
    return await client.core.readNamespacedPodLog(request);
  } catch {
    // A container that never started has no log, and the diagnosis says more without it than not at all.
    return '';
  }
}

function byTime(a: CoreV1Event, b: CoreV1Event): number {
  return timeOf(a) - timeOf(b);
}

function timeOf({ lastTimestamp, eventTime, metadata }: CoreV1Event): number {
  return (lastTimestamp ?? eventTime ?? metadata.creationTimestamp)?.getTime() ?? 0;
}

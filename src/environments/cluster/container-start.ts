import type { V1ContainerStatus, V1PodStatus } from '@kubernetes/client-node';

/**
 * How far a container that has to run has come, each failure in one line.
 *
 * - `failed`: the container runtime, or the node, did not start it. A new one may start; this one may never.
 * - `hopeless`: it waits for what will not come, and a new one would, too.
 */
export type Start = 'running' | 'starting' | { readonly failed: string } | { readonly hopeless: string };

/** Reads off a pod's status how far one of its containers has come. */
export function startOf(status: V1PodStatus | undefined, container: string): Start {
  const { phase, reason, message } = status ?? {};
  const usual = status?.containerStatuses ?? [];
  const isEphemeral = !usual.some(({ name }) => name === container);
  // What stands in a pod already is not what an ephemeral container waits for.
  const statuses = isEphemeral
    ? (status?.ephemeralContainerStatuses ?? []).filter(({ name }) => name === container)
    : [...(status?.initContainerStatuses ?? []), ...usual];
  if (statuses.some(({ name, state }) => name === container && state?.running)) return 'running';
  // One that ended is not started again: https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/
  const ended = isEphemeral ? statuses.map(({ name, state }) => lineOf(name, state?.terminated)) : [];
  const failed = [...statuses.map(runtimeFailure), ...ended].find((line) => line !== undefined);
  if (failed !== undefined) return { failed };
  if (phase === 'Failed') return { failed: [reason ?? 'the pod failed', message ?? ''].join(' ').trim() };
  const hopeless = hopelessLine(statuses);
  return hopeless === undefined ? 'starting' : { hopeless };
}

/** Whether the runtime could not start the only container of a pod that is not to be restarted. */
export function neverStarted({ containerStatuses = [] }: V1PodStatus): boolean {
  return containerStatuses.some((status) => runtimeFailure(status) !== undefined);
}

/** The first of these containers that waits for what will not come, and for what; undefined if none does. */
export function hopelessLine(statuses: readonly V1ContainerStatus[]): string | undefined {
  const stuck = statuses.find(({ state }) => hopelessReasons.has(state?.waiting?.reason ?? ''));
  return stuck && lineOf(stuck.name, stuck.state?.waiting);
}

/** Reasons of a waiting container that time does not heal. */
const hopelessReasons: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'CreateContainerConfigError',
  'CrashLoopBackOff',
]);

/**
 * Reasons with which a container ends that never ran, or waits to be tried again: containerd and the kubelet say the first
 * and the last, other runtimes the second.
 */
const runtimeReasons: ReadonlySet<string> = new Set(['StartError', 'ContainerCannotRun', 'RunContainerError']);

/** What the runtime said when it could not start a container; what is about to be tried again has it as its last state. */
function runtimeFailure({ name, state, lastState }: V1ContainerStatus): string | undefined {
  const backOff = state?.waiting?.reason === 'CrashLoopBackOff' ? lastState?.terminated : undefined;
  const found = [state?.terminated, state?.waiting, backOff].find((one) => runtimeReasons.has(one?.reason ?? ''));
  return lineOf(name, found);
}

function lineOf(
  name: string,
  state: { readonly reason?: string; readonly message?: string; readonly exitCode?: number } | undefined,
): string | undefined {
  if (!state) return undefined;
  const { reason, message, exitCode } = state;
  const code = exitCode === undefined || message !== undefined ? '' : `exit code ${exitCode}`;
  return `container ${name}: ${[reason, message, code].filter(Boolean).join(' ')}`;
}

import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';

/** Of a pod that will not start. */
export function cannotStart(pod: V1Pod, why: string): EnvironmentError {
  const { namespace, name } = pod.metadata ?? {};
  const node = pod.spec?.nodeName === undefined ? '' : ` on node ${pod.spec.nodeName}`;
  const imageless = statusesOf(pod).find(
    (status) => /Image/.test(status.state?.waiting?.reason ?? '') && why.includes(`container ${status.name}: `),
  );
  const hint = imageless
    ? `Without a registry at hand, load ${imageless.image} with --image-archive FILE.`
    : `Look at: kubectl describe pod -n ${namespace} ${name}`;
  return new EnvironmentError(`pod ${namespace}/${name}${node} cannot start${why}`, hint);
}

/** What a pod waits for, in one line. */
export function stateOf(pod: V1Pod): string {
  const waiting = statusesOf(pod).flatMap(({ name, state }) =>
    state?.waiting ? [`${name}: ${state.waiting.reason} ${state.waiting.message ?? ''}`.trim()] : [],
  );
  const unmet = (pod.status?.conditions ?? []).filter(({ status, message }) => status === 'False' && message);
  return [...waiting, ...unmet.map(({ message }) => message)].join('; ') || (pod.status?.phase ?? 'unknown state');
}

function statusesOf({ status }: V1Pod): V1ContainerStatus[] {
  return [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ];
}

import type { V1ContainerState, V1ContainerStatus, V1PodStatus } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { neverStarted, startOf } from '../../../src/environments/cluster/container-start.ts';

const running: V1ContainerState = { running: {} };
const noNamespace = 'failed to create containerd task: lstat /proc/0/ns/ipc: no such file or directory';

function ended(reason: string, message?: string): V1ContainerState {
  return { terminated: { exitCode: 128, reason, ...(message === undefined ? {} : { message }) } };
}

function waiting(reason: string, message?: string): V1ContainerState {
  return { waiting: { reason, ...(message === undefined ? {} : { message }) } };
}

function container(name: string, state: V1ContainerState, lastState?: V1ContainerState): V1ContainerStatus {
  const rest = { ready: false, restartCount: 0, image: 'i', imageID: '' };
  return { name, state, ...rest, ...(lastState ? { lastState } : {}) };
}

const pod = (state: V1ContainerState, lastState?: V1ContainerState): V1PodStatus => ({
  containerStatuses: [container('probe', state, lastState)],
});
const entered = (...states: readonly V1ContainerState[]): V1PodStatus => ({
  phase: 'Running',
  containerStatuses: [container('app', running)],
  ephemeralContainerStatuses: states.map((state, index) => container(index === 0 ? 'probe' : `probe-${index}`, state)),
});

test.for<readonly [V1PodStatus | undefined, unknown, string]>([
  [undefined, 'starting', 'a pod without a status'],
  [{ phase: 'Pending' }, 'starting', 'a pod without a node'],
  [pod(waiting('ContainerCreating')), 'starting', 'an image that is pulled'],
  [pod(waiting('CreateContainerError', 'context deadline exceeded')), 'starting', 'the kubelet tries that again'],
  [pod(running), 'running', 'a pod that runs'],
  [pod(running, ended('StartError', noNamespace)), 'running', 'the kubelet has tried again already'],
  [pod(ended('Error')), 'starting', 'a container that the kubelet restarts'],
  [pod(ended('StartError', noNamespace)), { failed: `container probe: StartError ${noNamespace}` }, 'containerd'],
  [pod(ended('ContainerCannotRun')), { failed: 'container probe: ContainerCannotRun exit code 128' }, 'no message'],
  [
    pod(waiting('RunContainerError', noNamespace)),
    { failed: `container probe: RunContainerError ${noNamespace}` },
    'the kubelet',
  ],
  [
    pod(waiting('CrashLoopBackOff', 'back-off 10s'), ended('StartError', noNamespace)),
    { failed: `container probe: StartError ${noNamespace}` },
    'a back-off after a failure of the runtime',
  ],
  [
    pod(waiting('CrashLoopBackOff', 'back-off 10s'), ended('Error')),
    { hopeless: 'container probe: CrashLoopBackOff back-off 10s' },
    'a back-off after the container has run',
  ],
  [
    pod(waiting('ErrImagePull', 'not found')),
    { hopeless: 'container probe: ErrImagePull not found' },
    'an image that nobody has',
  ],
  [
    { phase: 'Failed', reason: 'OutOfcpu', message: 'Node has no room' },
    { failed: 'OutOfcpu Node has no room' },
    'a pod that its node does not take',
  ],
  [{ phase: 'Failed' }, { failed: 'the pod failed' }, 'a pod that failed without a word'],
  [
    {
      initContainerStatuses: [container('mesh', waiting('ImagePullBackOff'))],
      containerStatuses: [container('probe', waiting('PodInitializing'))],
    },
    { hopeless: 'container mesh: ImagePullBackOff' },
    'what has to run before it',
  ],
  [entered(), 'starting', 'an ephemeral container that the kubelet does not know of yet'],
  [entered(running), 'running', 'an ephemeral container that runs'],
  [entered(ended('StartError', noNamespace)), { failed: `container probe: StartError ${noNamespace}` }, 'never again'],
  [
    entered(ended('Error')),
    { failed: 'container probe: Error exit code 128' },
    'it is not restarted, whatever ended it',
  ],
  [entered(waiting('ErrImagePull')), { hopeless: 'container probe: ErrImagePull' }, 'as with any container'],
  [entered(waiting('ContainerCreating'), ended('StartError')), 'starting', 'a failure of another ephemeral container'],
  [
    {
      containerStatuses: [container('app', waiting('ImagePullBackOff'))],
      ephemeralContainerStatuses: [container('probe', waiting('ContainerCreating'))],
    },
    'starting',
    'the other containers of the pod are somebody’s',
  ],
])('%j is %j: %s', ([status, start]) => {
  expect(startOf(status, 'probe')).toEqual(start);
});

test.for([
  [pod(ended('StartError', noNamespace)), true, 'containerd'],
  [pod(ended('Error')), false, 'it had run'],
  [{ phase: 'Failed', reason: 'Evicted' }, false, 'nobody knows'],
] as const)('%j never started: %s, %s', ([status, never]) => {
  expect(neverStarted(status)).toBe(never);
});

import { CoreV1Event, type V1Pod } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { formatFindings } from '../../../src/environments/kind/diagnosis.ts';
import { daemonSetReadiness, deploymentReadiness, nodeReadiness } from '../../../src/environments/kind/readiness.ts';
import { findPodProblems, isPullFailure } from '../../../src/environments/kind/pod-problem.ts';

const container = { image: 'quay.io/calico/node:v3.31.0', imageID: '', ready: false, restartCount: 0 };

const pods: readonly V1Pod[] = [
  {
    metadata: { name: 'coredns-1' },
    status: {
      phase: 'Pending',
      conditions: [
        { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' },
      ],
    },
  },
  {
    metadata: { name: 'calico-node-1' },
    status: {
      phase: 'Pending',
      conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: 'not ready' }],
      initContainerStatuses: [
        {
          ...container,
          name: 'install-cni',
          state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image\nquay.io' } },
        },
      ],
      containerStatuses: [{ ...container, name: 'calico-node', state: { waiting: { reason: 'PodInitializing' } } }],
    },
  },
  {
    metadata: { name: 'calico-node-2' },
    status: {
      phase: 'Running',
      containerStatuses: [
        { ...container, name: 'calico-node', state: { waiting: { reason: 'CrashLoopBackOff' } }, restartCount: 3 },
      ],
    },
  },
  {
    metadata: { name: 'calico-node-3' },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  },
  { metadata: { name: 'a-job' }, status: { phase: 'Succeeded' } },
];

test('each pod that is not ready is named with the first thing that holds it up', () => {
  expect(findPodProblems(pods).map(({ pod, container: name, reason }) => [pod, name, reason])).toEqual([
    ['coredns-1', undefined, 'Unschedulable'],
    ['calico-node-1', 'install-cni', 'ImagePullBackOff'],
    ['calico-node-2', 'calico-node', 'CrashLoopBackOff'],
  ]);
  expect(
    findPodProblems(pods)
      .filter(isPullFailure)
      .map(({ pod }) => pod),
  ).toEqual(['calico-node-1']);
});

test('a diagnosis shows states, last lines of logs, and the warnings about these pods', () => {
  const events = [
    warning('calico-node-2', 'BackOff', 'Back-off restarting failed container'),
    warning('calico-node-2', 'BackOff', 'Back-off restarting failed container'),
    warning('calico-node-3', 'Unhealthy', 'a pod that is well by now'),
  ];
  const logs = new Map([['calico-node-2', '1\n2\n3\n4\n5\nFATAL: no datastore\n']]);
  expect(formatFindings({ problems: findPodProblems(pods), events, logs })).toMatchInlineSnapshot(`
    "  coredns-1: Unschedulable, 0/3 nodes are available
      calico-node-1 (install-cni): ImagePullBackOff, Back-off pulling image
      calico-node-2 (calico-node): CrashLoopBackOff
        | 2
        | 3
        | 4
        | 5
        | FATAL: no datastore
      event calico-node-2: BackOff, Back-off restarting failed container"
  `);
});

test.for([
  [
    { observedGeneration: 1, desiredNumberScheduled: 3, numberReady: 2, updatedNumberScheduled: 3 },
    [2, 3],
    'one to go',
  ],
  [
    { observedGeneration: 1, desiredNumberScheduled: 3, numberReady: 3, updatedNumberScheduled: 3 },
    [3, 3],
    'all ready',
  ],
  [
    { observedGeneration: 0, desiredNumberScheduled: 3, numberReady: 3, updatedNumberScheduled: 3 },
    [0, 3],
    'the old one',
  ],
  [
    { observedGeneration: 1, desiredNumberScheduled: 3, numberReady: 3, updatedNumberScheduled: 1 },
    [1, 3],
    'an update',
  ],
  [undefined, [0, 1], 'not seen by the controller yet'],
] as const)('a DaemonSet with %o has %o ready: %s', ([status, [ready, wanted]]) => {
  const counts = { currentNumberScheduled: 3, numberMisscheduled: 0 };
  const daemonSet = { metadata: { generation: 1 }, ...(status && { status: { ...status, ...counts } }) };
  expect(daemonSetReadiness(daemonSet)).toEqual({ ready, wanted });
});

test('a Deployment is ready when as many pods are available as it asks for', () => {
  const spec = { replicas: 2, selector: {}, template: {} };
  const status = { observedGeneration: 1, availableReplicas: 1, updatedReplicas: 2 };
  expect(deploymentReadiness({ metadata: { generation: 1 }, spec, status })).toEqual({ ready: 1, wanted: 2 });
});

test('a node without the condition Ready is not ready', () => {
  const conditions = [{ type: 'Ready', status: 'True' }];
  expect(nodeReadiness([{ status: { conditions } }, {}])).toEqual({ ready: 1, wanted: 2 });
});

function warning(pod: string, reason: string, message: string): CoreV1Event {
  return Object.assign(new CoreV1Event(), { type: 'Warning', involvedObject: { name: pod }, reason, message });
}

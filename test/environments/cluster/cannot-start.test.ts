import { expect, test } from 'vitest';
import { cannotStart } from '../../../src/environments/cluster/cannot-start.ts';

const rest = { ready: false, restartCount: 0, imageID: '' };
const pod = {
  metadata: { namespace: 'shop', name: 'api' },
  spec: { nodeName: 'worker', containers: [] },
  status: {
    containerStatuses: [{ ...rest, name: 'app', image: 'app:1', state: { waiting: { reason: 'ImagePullBackOff' } } }],
    ephemeralContainerStatuses: [
      { ...rest, name: 'probe', image: 'curl:8', state: { waiting: { reason: 'ErrImagePull' } } },
    ],
  },
};

test.for([
  [
    ': container probe: ErrImagePull',
    /load curl:8 with --image-archive/,
    'the image of the container that it is about',
  ],
  [', twice: container probe-1: StartError', /kubectl describe pod -n shop api$/, 'what no image mends'],
] as const)('"%s" is mended by %s: %s', ([why, hint]) => {
  const error = cannotStart(pod, why);
  expect(error.message).toBe(`pod shop/api on node worker cannot start${why}`);
  expect(error.hint).toMatch(hint);
});

test('a pod without a node is named without one', () => {
  expect(cannotStart({ metadata: pod.metadata }, ': x').message).toBe('pod shop/api cannot start: x');
});

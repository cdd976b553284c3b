import { expect, test } from 'vitest';
import { planConfigMap, workersJob } from '../../../../src/environments/cluster/workers/job.ts';

const owner = { runId: 'r1', namespace: 'home', uid: 'u1' };
const options = { count: 5, image: 'flowproof:1', serviceAccount: 'prober' };
const parts = [
  { index: 0, part: 0 },
  { index: 1, part: 0 },
  { index: 1, part: 1 },
];
const job = workersJob('flowproof-r1-workers-1', { owner, options, slices: 2, parts, limitSeconds: 200 });

test('the Job has a pod for each slice, and one that fails ends no other', () => {
  expect(job.spec).toMatchObject({ completionMode: 'Indexed', completions: 2, parallelism: 2, backoffLimit: 4 });
});

test('the Job ends and goes by itself, and carries its run', () => {
  expect(job.spec).toMatchObject({ activeDeadlineSeconds: 200, ttlSecondsAfterFinished: 600 });
  expect(job.metadata.labels).toMatchObject({ 'flowproof.dev/run': 'r1' });
  expect(job.spec?.template.metadata?.labels).toMatchObject({ 'flowproof.dev/run': 'r1' });
  expect(job.metadata.ownerReferences).toMatchObject([{ kind: 'Namespace', uid: 'u1' }]);
});

test('its pods pass Pod Security "restricted", with an account and bounds', () => {
  const spec = job.spec?.template.spec;
  expect(spec).toMatchObject({ serviceAccountName: 'prober', restartPolicy: 'Never' });
  expect(spec?.hostNetwork ?? spec?.hostPID ?? spec?.securityContext).toBeUndefined();
  expect(spec?.containers).toHaveLength(1);
  expect(spec?.containers[0]).toMatchObject({
    image: 'flowproof:1',
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    resources: { requests: { memory: '96Mi' }, limits: { memory: '384Mi' } },
  });
});

test('every part of every plan is a ConfigMap that hangs from the Job, and a file', () => {
  const holder = { name: job.metadata.name, namespace: 'home', uid: 'job-uid', runId: 'r1' };
  const maps = parts.map((part) => planConfigMap(holder, part, Buffer.from('packed')));
  expect(new Set(maps.map(({ metadata }) => metadata?.name)).size).toBe(parts.length);
  for (const map of maps) {
    expect(map.metadata).toMatchObject({ namespace: 'home', ownerReferences: [{ kind: 'Job', uid: 'job-uid' }] });
    expect(Buffer.from(map.binaryData?.['plan'] ?? '', 'base64').toString()).toBe('packed');
  }
  const files = (job.spec?.template.spec?.volumes?.[0]?.projected?.sources ?? []).map(({ configMap }) => [
    configMap?.name,
    configMap?.items?.[0]?.path,
  ]);
  expect(files).toEqual([
    [maps[0]?.metadata?.name, '0.0'],
    [maps[1]?.metadata?.name, '1.0'],
    [maps[2]?.metadata?.name, '1.1'],
  ]);
});

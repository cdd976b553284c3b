import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/environments/cluster/client.ts';
import { packPlan } from '../../src/environments/cluster/workers/worker-plan.ts';
import { runJob } from '../../src/environments/cluster/workers/run-job.ts';
import { loadKubeconfig } from '../../src/environments/existing/kube-config.ts';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { version } from '../../src/model/version.ts';
import { root } from '../helpers/cli.ts';
import { clusterName } from '../helpers/cluster.ts';
import { openExistingCluster, type Existing } from '../helpers/existing.ts';
import { findAll, parseXml } from '../helpers/xml.ts';
import { image, imageSkipReason, loadImage } from '../helpers/image.ts';
import { stumblingNode } from '../helpers/stumbling-node.ts';

const home = 'ic-home';
const shop = 'ic-shop';

const workloads = `apiVersion: v1
kind: Namespace
metadata: { name: ${shop} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: ${shop} }
spec:
  replicas: 3
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      terminationGracePeriodSeconds: 0
      containers:
        - name: api
          image: registry.k8s.io/e2e-test-images/agnhost:2.56
          args: [netexec, --http-port=8000]
          ports: [{ containerPort: 8000 }]
          readinessProbe: { httpGet: { port: 8000, path: / } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: ${shop} }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: friend } } }] }]
`;

const scenario = `name: inside
endpoints:
  api: { pods: { namespace: ${shop}, workload: deployment/api } }
  friend: { client: { namespace: ${shop}, labels: { app: friend } } }
  stranger: { client: { namespace: ${shop}, labels: { app: stranger } } }
otherwise: blocked
flows:
  - { from: friend, to: 'api:8000', expect: allowed }
`;

const wrong = scenario.replace('from: friend', 'from: stranger');

describe.skipIf(imageSkipReason !== undefined)('flowproof inside of a cluster', () => {
  let cluster: Existing;
  /** What carries the label of a run in the namespaces of this test; in others, runs of others may be under way. */
  const leftovers = async (): Promise<string[]> => {
    const kinds = 'pods,netpol,leases,jobs,configmaps';
    const lists = [home, shop].map(
      async (one) => await cluster.kubectl('get', kinds, '-n', one, '-l', 'flowproof.dev/run', '-o', 'name'),
    );
    return (await Promise.all(lists)).flatMap((list) => list.split('\n')).filter((line) => line !== '');
  };
  const verify = async (text: string, ...flags: readonly string[]) =>
    await cluster.flowproof(
      'verify',
      await cluster.scenario(text),
      '--tool-namespace',
      home,
      '--worker-image',
      image,
      ...flags,
    );

  beforeAll(async () => {
    cluster = await openExistingCluster();
    await loadImage();
    await cluster.apply(workloads);
    const path = await cluster.scenario(scenario);
    await cluster.apply((await cluster.rbac(path, '--tool-namespace', home, '--in-cluster-workers')).all);
    await cluster.kubectl('wait', '--for=condition=Ready', 'pod', '--all', '-n', shop, '--timeout=200s');
  });
  afterAll(async () => {
    await cluster.kubectl('delete', 'namespace', home, shop);
    const role = `flowproof:${home}:flowproof`;
    await cluster.kubectl('delete', 'clusterrole,clusterrolebinding', role);
    await cluster[Symbol.asyncDispose]();
  });

  test('the image starts as nobody, and writes to no root file system', async () => {
    const { stdout } = await execa('docker', ['run', '--rm', '--read-only', image, '--version'], { timeout: 60_000 });
    expect(stdout).toBe(version);
    const config = await execa('docker', ['image', 'inspect', '--format', '{{.Config.User}}', image]);
    expect(config.stdout).toBe('65532:65532');
  });

  test('workers prove a matrix, and the cluster is afterwards what it was before', { tags: ['long'] }, async () => {
    const before = await cluster.dump();
    const { exitCode, all } = await verify(scenario, '--in-cluster-workers', '3');
    expect(exitCode, all).toBe(0);
    expect(all).toContain(`Probes were started by pods of a Job in namespace ${home}.`);
    expect(await leftovers()).toEqual([]);
    expect(await cluster.dump()).toEqual(before);
  });

  test('a worker that starts at the second try only loses nothing', { tags: ['long'] }, async () => {
    await using node = await stumblingNode(`${clusterName}-worker`, 'worker"', ['flowproof-']);
    const { exitCode, all } = await verify(scenario, '--in-cluster-workers', '2');
    expect(await node.hasStumbled()).toBe(true);
    expect(exitCode, all).toBe(0);
    expect(all).toContain(`Probes were started by pods of a Job in namespace ${home}.`);
    expect(await leftovers()).toEqual([]);
  });

  test('workers find what differs, and it is confirmed', { tags: ['long'] }, async () => {
    const { exitCode, all } = await verify(wrong, '--in-cluster-workers', '2');
    expect(exitCode, all).toBe(1);
    expect(all).toContain('LEAK friend → api:8000');
    expect(all).toMatch(/CUT stranger → api:8000/);
    expect(all).toContain('rounds 1, 2, 3');
  });

  test('what workers may not do is done from here, and told', { tags: ['long'] }, async () => {
    const flags = ['--in-cluster-workers', '2', '--worker-service-account', 'default'];
    const { exitCode, all } = await verify(scenario, ...flags);
    expect(exitCode, all).toBe(0);
    expect(all.replaceAll(/\s+/g, ' ')).toMatch(/(\d+) of \1 batches did not come back, and were started from here/);
  });

  test('an account with the printed Roles can have workers', async () => {
    const path = await cluster.scenario(scenario);
    const flags = ['--tool-namespace', home, '--service-account', 'prober', '--in-cluster-workers'];
    await cluster.apply((await cluster.rbac(path, ...flags)).all);
    const workers = ['--in-cluster-workers', '2', '--worker-image', image, '--worker-service-account', 'prober'];
    const run = async (): Promise<string> => {
      const { exitCode, all } = await cluster.flowproofAs(
        'prober',
        home,
        'verify',
        path,
        '--tool-namespace',
        home,
        ...workers,
      );
      return exitCode === 0 ? all : '';
    };
    // Roles take a moment to be known.
    await expect
      .poll(run, { timeout: 100_000 })
      .toContain(`Probes were started by pods of a Job in namespace ${home}.`);
    await cluster.kubectl('delete', 'clusterrole,clusterrolebinding', `flowproof:${home}:prober`);
  });

  test(
    'workers that find no room are not waited for, and their part is done from here',
    { tags: ['long'] },
    async () => {
      // The canaries fit, and nothing else.
      await cluster.kubectl('create', 'quota', 'tight', '-n', home, '--hard=pods=2');
      try {
        const { exitCode, all } = await verify(scenario, '--in-cluster-workers', '2');
        expect(exitCode, all).toBe(0);
        expect(all.replaceAll(/\s+/g, ' ')).toMatch(
          /(\d+) of \1 batches did not come back, and were started from here/,
        );
        expect(await leftovers()).toEqual([]);
      } finally {
        await cluster.kubectl('delete', 'quota', 'tight', '-n', home);
      }
    },
  );

  test('a plan that is too large for one ConfigMap comes in several', { tags: ['long'] }, async () => {
    const pod = (await cluster.kubectl('get', 'pods', '-n', shop, '-o', 'jsonpath={.items[0].metadata.name}')).trim();
    const uid = await cluster.kubectl('get', 'namespace', home, '-o', 'jsonpath={.metadata.uid}');
    // Random text does not become smaller, so that it is about 1.5 times what a ConfigMap holds.
    const stdin = randomBytes(1_500_000).toString('base64');
    // The end of an input is not told over the API server, so that the command has to know its length.
    const command = ['sh', '-c', `head -c ${stdin.length} | wc -c`];
    const request = { namespace: shop, pod, container: 'api', command, stdin, request: 7, deadlineMs: 30_000 };
    expect(packPlan({ nonce: 'n', requests: [request] }).length).toBe(2);
    const { kubeConfig } = loadKubeconfig({ kubeconfig: cluster.kubeconfig, context: cluster.context });
    const outputs = await runJob(connect(kubeConfig, neverAborted), {
      name: 'flowproof-large-workers-1',
      owner: { runId: 'large', namespace: home, uid },
      options: { count: 1, image, serviceAccount: 'flowproof' },
      slices: [[request]],
    });
    expect([...outputs].map(([number, output]) => [number, output.trim()])).toEqual([[7, String(stdin.length)]]);
    await expect.poll(async () => await leftovers(), { timeout: 30_000 }).toEqual([]);
  });

  test('an API server that restarts while workers are at it never makes a verdict', { tags: ['long'] }, async () => {
    // Long enough for the workers to be at it still.
    const flags = [
      '--tool-namespace',
      home,
      '--worker-image',
      image,
      '--in-cluster-workers',
      '2',
      '--connect-timeout',
      '15',
    ];
    const run = cluster.start('verify', await cluster.scenario(scenario), ...flags);
    await expect
      .poll(async () => await cluster.kubectl('get', 'pods', '-n', home, '-o', 'wide'), { timeout: 120_000 })
      .toMatch(/-workers-1-\S+ +1\/1 +Running/);
    await execa('docker', ['restart', `${clusterName}-control-plane`], { timeout: 120_000 });
    const { exitCode, all } = await run.result;
    expect([0, 3], all).toContain(exitCode);
    await expect
      .poll(async () => (await cluster.flowproof('clean', '--tool-namespace', home, '-n', shop)).exitCode, {
        timeout: 120_000,
        interval: 3000,
      })
      .toBe(0);
    await expect.poll(async () => await leftovers(), { timeout: 60_000 }).toEqual([]);
  });

  test.for([
    [['--worker-service-account', 'nobody'], /there can be no workers in namespace ic-home: .*"nobody" not found/],
    [
      ['--worker-image', 'registry.invalid/none:1'],
      /the workers in namespace ic-home cannot start: container worker: ErrImage/,
    ],
  ] as const)('%j ends the run before a verdict', async ([flags, message]) => {
    const { exitCode, all } = await verify(scenario, '--in-cluster-workers', '2', ...flags);
    expect(exitCode, all).toBe(3);
    expect(all.replaceAll(/\s+/g, ' ')).toMatch(message);
    expect(await leftovers()).toEqual([]);
  });

  test('a run that was killed while its workers were at it leaves what clean removes', async () => {
    const path = await cluster.scenario(scenario);
    const flags = ['--tool-namespace', home, '--worker-image', image, '--in-cluster-workers', '3'];
    const run = cluster.start('verify', path, ...flags);
    await expect
      .poll(async () => await cluster.kubectl('get', 'pods', '-n', home, '-o', 'name'), { timeout: 120_000 })
      .toContain('-workers-1-2-');
    run.kill('SIGKILL');
    await run.result;
    expect(await leftovers()).toContainEqual(expect.stringContaining('job.batch/flowproof-'));
    await cluster.expireLease(home);
    const { exitCode, all } = await cluster.flowproof('clean', '--tool-namespace', home, '-n', shop);
    expect(exitCode, all).toBe(0);
    // The ConfigMaps go with the Job that they hang from.
    await expect.poll(async () => await leftovers(), { timeout: 30_000 }).toEqual([]);
  });

  test('the CronJob runs, and the reports of a night with mismatches can be fetched', async () => {
    const log = await runCronJob('bad-night', wrong, 'Failed');
    expect(failuresOf(await log('junit'))).toEqual(['friend → api:8000 is blocked', 'stranger → api:8000 is allowed']);
    expect(await log('verify')).toContain('LEAK friend → api:8000');
    expect(await log('metrics')).toMatch(/^flowproof_mismatches\{.*kind="leak"\} 1$/m);
  });

  test('the CronJob runs, and the reports of a good night can be fetched', { tags: ['long'] }, async () => {
    const log = await runCronJob('night', scenario, 'Complete');
    expect(failuresOf(await log('junit'))).toEqual([]);
    expect(await log('verify')).toContain('PASS');
    expect(await log('metrics')).toMatch(/^flowproof_last_pass_timestamp_seconds\{scenario="inside"\} [1-9]/m);
  });

  /** Runs the CronJob once, and resolves to what reads the logs of its containers. */
  async function runCronJob(name: string, text: string, condition: string) {
    const manifest = await readFile(join(root, 'scripts/in-cluster/cronjob.yaml'), 'utf8');
    await cluster.apply(manifest.replaceAll('registry.example/flowproof:0.1.0', image), '-n', home);
    const data = { 'scenario.yaml': text };
    await cluster.apply(
      JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'flowproof-scenario' }, data }),
      '-n',
      home,
    );
    await cluster.kubectl('create', 'job', '-n', home, '--from=cronjob/flowproof', name);
    await cluster.kubectl('wait', '-n', home, `--for=condition=${condition}`, '--timeout=200s', `job/${name}`);
    const log = async (container: string): Promise<string> =>
      await cluster.kubectl('logs', '-n', home, `job/${name}`, '-c', container);
    expect(JSON.parse(await log('json'))).toMatchObject({ schemaVersion: 1, scenario: 'inside' });
    expect(await leftovers()).toEqual([]);
    return log;
  }
});

/** The names of a JUnit file's test cases that failed. */
function failuresOf(junit: string): unknown[] {
  const cases = findAll(parseXml(`${junit}\n`), 'testcase');
  expect(cases.length).toBe(2);
  return cases.filter((one) => findAll(one, 'failure').length > 0).map(({ attributes }) => attributes['name']);
}

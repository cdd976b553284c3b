import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { root, runMain } from '../helpers/cli.ts';
import { clusterName, skipReason } from '../helpers/cluster.ts';
import { openExistingCluster, type Existing } from '../helpers/existing.ts';
import { dataOf } from '../helpers/html-page.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const shop = `name: shop
endpoints:
  api: { pods: { namespace: st-shop, workload: deployment/api, service: api } }
  db: { pods: { namespace: st-shop, workload: statefulset/db, service: db } }
  agent: { pods: { namespace: st-ops, workload: daemonset/agent } }
  report: { pods: { namespace: st-ops, workload: job/report } }
  stranger: { client: { namespace: default, replicas: 1 } }
otherwise: blocked
flows:
  - { from: [agent, report], to: 'api:80', expect: allowed }
  - { from: api, to: 'db:5432', expect: allowed }
`;

const guarded = `name: guarded
endpoints:
  api: { pods: { namespace: st-shop, workload: deployment/api, service: api } }
  budgeted: { pods: { namespace: st-guarded, workload: deployment/budgeted } }
  scaled: { pods: { namespace: st-guarded, workload: deployment/scaled } }
  eager: { pods: { namespace: st-guarded, podSelector: { matchLabels: { app: eager } } } }
  tight: { pods: { namespace: st-quota, workload: pod/tight } }
  small: { pods: { namespace: st-limits, workload: pod/small } }
flows:
  - { from: [budgeted, scaled, eager, tight, small], to: 'api:80', expect: blocked }
`;

/** A stage of it that applies `closed.yaml`. */
const closing = `${shop}stages:
  - name: closed
    manifests: [closed.yaml]
    flows: [{ from: '*', to: '*', expect: blocked }]
`;

function noEgress(podSelector: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: other, namespace: st-ops }
spec: { podSelector: ${podSelector}, policyTypes: [Egress] }
`;
}

/** What is blocked is not waited for at length, where there is much of it. */
const quick = ['--connect-timeout', '1'];

const crd = 'clusternetworkpolicies.policy.networking.k8s.io';

const clusterNetworkPolicies = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${crd}
  annotations: { api-approved.kubernetes.io: 'unapproved, for a test' }
spec:
  group: policy.networking.k8s.io
  scope: Cluster
  names: { kind: ClusterNetworkPolicy, plural: clusternetworkpolicies, singular: clusternetworkpolicy }
  versions:
    - name: v1beta1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
`;

const keepAgentsOut = `apiVersion: policy.networking.k8s.io/v1beta1
kind: ClusterNetworkPolicy
metadata: { name: keep-agents-out }
spec:
  tier: Admin
  priority: 10
  subject: { namespaces: { matchLabels: { kubernetes.io/metadata.name: st-shop } } }
  ingress:
    - name: agents
      action: Deny
      from: [{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: agent } } } }]
`;

describe.skipIf(skipReason !== undefined)('an existing cluster', () => {
  let cluster: Existing;
  const ready = async (namespace: string): Promise<unknown> =>
    await cluster.kubectl('wait', '--for=condition=Ready', 'pod', '--all', '-n', namespace, '--timeout=200s');
  /** As a user allows it, beside a scenario. */
  const allowApplying = async (folder: string): Promise<void> => {
    await mkdir(join(folder, 'flowproof'), { recursive: true });
    await writeFile(join(folder, 'flowproof', 'config.yaml'), `applyTo: [${cluster.context}]\n`);
  };
  beforeAll(async () => {
    cluster = await openExistingCluster();
    await cluster.kubectl('apply', '-f', join(root, 'test/cluster/staging.yaml'));
    for (const namespace of ['st-shop', 'st-ops', 'st-guarded', 'st-quota', 'st-limits']) await ready(namespace);
  });
  afterAll(async () => {
    await cluster.kubectl('delete', '-f', join(root, 'test/cluster/staging.yaml'));
    await cluster[Symbol.asyncDispose]();
  });

  test('is proven by stand-ins, is afterwards what it was before, and tells the next run, with few pods at a time, which policies were touched', async () => {
    const before = await cluster.dump();
    const readyPods =
      'go-template={{range .endpoints}}{{if .conditions.ready}}{{.targetRef.name}}{{"\\n"}}{{end}}{{end}}';
    await using slices = cluster.watch('endpointslices', '-A', '-o', readyPods);
    const folder = await temporaryFolder();
    const [night, html] = [join(folder, 'night.json'), join(folder, 'night.html')];
    const scenario = await cluster.scenario(shop);
    const reports = ['--json', night, '--html', html];
    const { exitCode, all } = await cluster.flowproof('verify', scenario, ...reports, ...quick);
    expect(exitCode, all).toBe(0);
    expect(all).toContain('PASS');
    expect(dataOf(await readFile(html, 'utf8'))).toMatchObject({ title: 'shop', outcome: 'pass', troubles: [] });
    expect(all).toContain('Sent by pods with the labels, namespace and service account of');
    await expect.poll(async () => await cluster.dump(), { timeout: 30_000 }).toEqual(before);
    await expect.poll(async () => await cluster.leftovers(), { timeout: 30_000 }).toEqual([]);
    // Clients are sent to those alone that an EndpointSlice calls ready.
    expect(slices.lines()).not.toContainEqual(expect.stringContaining('flowproof-'));
    expect(slices.lines()).toContainEqual(expect.stringMatching(/^api-/));
    const { policies } = JSON.parse(await readFile(night, 'utf8')) as Report;
    expect(policies.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)).toEqual([
      'NetworkPolicy st-shop/api',
      'NetworkPolicy st-shop/db',
      'NetworkPolicy st-shop/default-deny',
    ]);
    await cluster.kubectl('annotate', 'networkpolicy', 'db', '-n', 'st-shop', 'touched=yes');
    const fewPods = ['--max-pods', '2'];
    const planned = await cluster.flowproof('plan', scenario, ...fewPods);
    expect(planned.all.replaceAll(/\s+/g, ' ')).toContain(
      'Has 2 of these pods at a time at most: every stage takes 4 waves, one after the other.',
    );
    const change = 'jsonpath={.type} {.object.metadata.name}{"\\n"}';
    const ofRun = ['pods', '-A', '-l', 'flowproof.dev/run'];
    await using pods = cluster.watch(...ofRun, '--output-watch-events', '-o', change);
    const second = await cluster.flowproof('verify', scenario, '--baseline', night, ...fewPods, ...quick);
    await cluster.kubectl('annotate', 'networkpolicy', 'db', '-n', 'st-shop', 'touched-');
    expect(second.exitCode, second.all).toBe(0);
    expect(second.all).toContain('policies that were changed: NetworkPolicy st-shop/db\n');
    expect(second.all).toContain('PASS  no flow changed');
    expect(mostAtOnce(pods.lines())).toBe(2);
  });

  test('gets ephemeral containers where a stand-in would do harm, each with its reason', async () => {
    const before = await cluster.dump();
    const { exitCode, all } = await cluster.flowproof('verify', await cluster.scenario(guarded), ...quick);
    expect(exitCode, all).toBe(0);
    const text = all.replaceAll(/\s+/g, ' ');
    for (const reason of [
      'PodDisruptionBudget budget would count it',
      'HorizontalPodAutoscaler scaler would count it',
      'Service eager publishes addresses that are not ready',
      'exceeded quota: full',
      'maximum memory usage per Container is 64Mi',
    ])
      expect(text).toContain(reason);
    const changed = [...(await cluster.dump())].filter(([name, value]) => before.get(name) !== value);
    expect(changed.map(([name]) => name.split('/')[0])).toEqual([
      'Pod st-guarded',
      'Pod st-guarded',
      'Pod st-guarded',
      'Pod st-limits',
      'Pod st-quota',
    ]);
    await expect.poll(async () => await cluster.leftovers(), { timeout: 30_000 }).toEqual([]);
  });

  test('is refused a stand-in that would do harm, before anything is made', async () => {
    const { exitCode, all } = await cluster.flowproof(
      'verify',
      await cluster.scenario(guarded),
      '--send-as',
      'stand-in',
    );
    expect(exitCode, all).toBe(3);
    expect(all).toMatch(/a stand-in is not safe for st-guarded\/budgeted-\S+: PodDisruptionBudget budget/);
    expect(all).not.toContain('Removing what earlier runs left');
  });

  test('is proven from inside of containers that have curl, without a pod more', { tags: ['long'] }, async () => {
    const before = await cluster.dump();
    const { exitCode, all } = await cluster.flowproof(
      'verify',
      await cluster.scenario(shop.replace(/ {2}stranger.*\n/, '')),
      '--send-as',
      'exec',
    );
    expect(exitCode, all).toBe(0);
    await expect.poll(async () => await cluster.dump(), { timeout: 30_000 }).toEqual(before);
  });

  test('says before it begins what it will do', async () => {
    const { exitCode, all } = await cluster.flowproof('plan', await cluster.scenario(guarded));
    expect(exitCode, all).toBe(0);
    expect(all.replaceAll(/\s+/g, ' ')).toMatch(
      /Adds an ephemeral container to st-guarded\/budgeted-\S+, where it stays/,
    );
    expect(all).toContain('Changes and deletes nothing else');
    expect(all.replaceAll(/\s+/g, ' ')).toMatch(
      /Has to be allowed in namespace st-guarded: .*patch pods\/ephemeralcontainers/,
    );
  });

  test.for([
    [
      /namespace: st-shop, workload: deployment\/api/,
      'namespace: st-shoop, workload: deployment/api',
      'the cluster has no namespace "st-shoop"; did you mean "st-shop"?',
      'a namespace',
    ],
    [
      /deployment\/api/,
      'deployment/apy',
      'nothing in the cluster has deployment/apy in namespace st-shop',
      'a workload',
    ],
    [/service: api/, 'service: apis', 'nothing in the cluster has a Service "apis"', 'a Service'],
    [
      /service: api/,
      'service: api, ports: [81]',
      'no container serves 81/TCP at "api"; the containers and the Service declare 80/TCP',
      'a port',
    ],
    [
      /workload: daemonset\/agent/,
      'podSelector: { matchLabels: { app: agend } }',
      '"app=agend" selects no pod of the cluster',
      'a selector',
    ],
  ] as const)('%s → %s is an error with a place: %s (%s)', async ([found, written, message]) => {
    const path = await cluster.scenario(shop.replace(found, written));
    const { exitCode, all } = await cluster.flowproof('verify', path);
    expect(exitCode, all).toBe(2);
    expect(all).toContain(message);
    expect(all).toMatch(/scenario\.yaml:\d+:\d+: /);
  });

  test('a pod in the network of its node is no endpoint', async () => {
    const scenario = shop.replace('workload: job/report', 'workload: pod/node-view');
    const { exitCode, all } = await cluster.flowproof('verify', await cluster.scenario(scenario));
    expect(exitCode, all).toBe(3);
    expect(all).toContain("node-view uses its node's network");
  });

  test('is not crowded', { tags: ['long'] }, async () => {
    const crowd = shop.replace(
      'namespace: st-ops, workload: daemonset/agent',
      'namespace: st-crowd, workload: deployment/crowd',
    );
    const path = await cluster.scenario(crowd.replace('[agent, report]', 'report'));
    const pods = join(root, 'test/cluster/crowd.yaml');
    await cluster.kubectl('apply', '-f', pods);
    // Not the pods that there are by now: all that there are to be.
    await cluster.kubectl('rollout', 'status', 'deployment/crowd', '-n', 'st-crowd', '--timeout=230s');
    const refused = await cluster.flowproof('verify', path);
    expect(refused.exitCode, refused.all).toBe(2);
    expect(refused.all).toContain('endpoint "agent" would have 60 probe pods at a time, and may have 50');
    for (const flags of [
      ['--replicas', 'one'],
      ['--max-pods', '60'],
    ]) {
      const { exitCode, all } = await cluster.flowproof('verify', path, ...flags);
      expect(exitCode, all).toBe(0);
    }
    await cluster.kubectl('delete', '-f', pods);
  });

  test('manifests are applied only where the user wrote that they may be, and go again', async () => {
    const path = await cluster.scenario(closing);
    await writeFile(join(dirname(path), 'closed.yaml'), noEgress('{}'));
    const refused = await cluster.flowproof('verify', path, '--apply');
    expect(refused.exitCode, refused.all).toBe(2);
    expect(refused.all).toContain(`applyTo: [${cluster.context}]`);
    await allowApplying(dirname(path));
    const before = await cluster.dump();
    const applied = await cluster.flowproof('verify', path, '--apply', ...quick);
    // api → db is still open: the policy is about another namespace.
    expect(applied.exitCode, applied.all).toBe(1);
    expect(applied.all).toContain('LEAK api → db:5432');
    expect(applied.all).not.toContain('agent → api');
    await expect.poll(async () => await cluster.dump(), { timeout: 30_000 }).toEqual(before);
  });

  test('of manifests that are applied, only what they change is probed, by the senders of that alone', async () => {
    const path = await cluster.scenario(closing);
    const folder = dirname(path);
    await allowApplying(folder);
    const [older, json] = [join(folder, 'older.yaml'), join(folder, 'report.json')];
    await writeFile(join(folder, 'closed.yaml'), noEgress('{}'));
    await writeFile(older, noEgress('{ matchLabels: { app: report } }'));
    const args = ['--apply', '--only-changed', older, '--json', json, ...quick];
    const { exitCode, all } = await cluster.flowproof('verify', path, ...args);
    expect(exitCode, all).toBe(0);
    const { stages } = JSON.parse(await readFile(json, 'utf8')) as Report;
    const results = stages.flatMap((stage) => stage.results);
    expect(results.map(({ flow }) => `${flow.from} → ${flow.to}`)).toEqual(['agent → api']);
    const senders = 'st-ops/agent-\\S+, st-ops/agent-\\S+, which are gone now';
    expect(all.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`Sent by pods with the labels.* of ${senders}`));
  });

  test('policies of administrators are read in the version that the cluster has', async () => {
    await cluster.apply(clusterNetworkPolicies);
    try {
      await cluster.kubectl('wait', '--for=condition=Established', `crd/${crd}`, '--timeout=60s');
      await cluster.apply(keepAgentsOut);
      const path = await cluster.scenario(shop);
      const { exitCode, all } = await cluster.flowproof('explain', path, '--from', 'agent', '--to', 'api:80');
      expect(exitCode, all).toBe(0);
      expect(all).toContain('ClusterNetworkPolicy keep-agents-out');
    } finally {
      await cluster.kubectl('delete', 'crd', crd);
    }
  });

  test('an account with the printed Roles can do all of it, in a tool namespace that stays', async () => {
    const path = await cluster.scenario(shop);
    const { all: roles } = await cluster.rbac(path, '--tool-namespace', 'st-home', '--service-account', 'nightly');
    await cluster.apply(roles);
    try {
      // Roles take a moment to be known.
      const plan = ['plan', path, '--tool-namespace', 'st-home'];
      await expect
        .poll(async () => (await cluster.flowproofAs('nightly', 'st-home', ...plan)).exitCode, { timeout: 60_000 })
        .toBe(0);
      for (const [command, ...flags] of [
        ['explain', '--from', 'api', '--to', 'db:5432'],
        ['verify', ...quick],
        ['verify', '--send-as', 'ephemeral', ...quick],
        ['verify', '--send-as', 'exec', ...quick],
      ] as const) {
        const args = [command, path, '--tool-namespace', 'st-home', ...flags];
        const { exitCode, all } = await cluster.flowproofAs('nightly', 'st-home', ...args);
        expect(exitCode, all).toBe(0);
      }
      const named = ['-n', 'st-shop', 'st-ops', 'default'];
      const cleaned = await cluster.flowproofAs('nightly', 'st-home', 'clean', '--tool-namespace', 'st-home', ...named);
      expect(cleaned.exitCode, cleaned.all).toBe(0);
      expect(cleaned.all).toContain('Nothing was left.');
      expect(cleaned.all).toContain('Not looked at, because you may not list them:');
      const everywhere = await cluster.flowproofAs('nightly', 'st-home', 'clean', '--tool-namespace', 'st-home');
      expect(everywhere.exitCode, everywhere.all).toBe(3);
      expect(everywhere.all).toContain('you may not list pods in every namespace');
      await expect.poll(async () => await cluster.leftovers(), { timeout: 30_000 }).toEqual([]);
      expect(await cluster.kubectl('get', 'ns', 'st-home', '-o', 'name')).toBe('namespace/st-home');
    } finally {
      await cluster.kubectl('delete', 'ns', 'st-home');
    }
  });

  test('an account with the Roles for namespaces can look at one, as a scenario that holds', async () => {
    const named = ['-n', 'st-shop', '-n', 'st-ops', '--tool-namespace', 'st-look', '--service-account', 'looker'];
    const { all: roles } = await cluster.rbac(...named);
    await cluster.apply(roles);
    try {
      const question = [
        'probe',
        '-n',
        'st-shop',
        '--from',
        'deploy/api',
        '--to',
        'db:5432',
        '--tool-namespace',
        'st-look',
      ];
      // Roles take a moment to be known.
      await expect
        .poll(async () => (await cluster.flowproofAs('looker', 'st-look', ...question)).exitCode, { timeout: 100_000 })
        .toBe(0);
      const everything = ['observe', '-n', 'st-shop', '--tool-namespace', 'st-look', ...quick];
      const observed = await cluster.flowproofAs('looker', 'st-look', ...everything);
      expect(observed.exitCode, observed.all).toBe(0);
      const yaml = observed.all.slice(observed.all.indexOf('# What flowproof observed'));
      const again = await cluster.flowproof('verify', await cluster.scenario(yaml), ...quick);
      expect(again.exitCode, `${yaml}\n${again.all}`).toBe(0);
      const elsewhere = ['probe', '-n', 'st-guarded', '--tool-namespace', 'st-look'];
      const refused = await cluster.flowproofAs('looker', 'st-look', ...elsewhere);
      expect(refused.exitCode, refused.all).toBe(3);
      expect(refused.all).toContain('pods in namespace st-guarded');
      expect(refused.all).toContain('kind: Role');
      expect(refused.all).not.toContain('Starting what sends');
    } finally {
      await cluster.kubectl('delete', 'ns', 'st-look');
    }
  });

  test('is written down by init, to be proven elsewhere and where it was read', async () => {
    const folder = join(await temporaryFolder(), 'shop');
    const before = await cluster.dump();
    const flows = ['agent to api:80', 'report to api:80', 'api to db:5432'];
    const options = ['-n', 'st-shop', 'st-ops', '--protect', 'st-shop', '--allow', ...flows];
    const written = await cluster.flowproof('init', folder, ...options);
    expect(written.exitCode, written.all).toBe(0);
    expect(written.all).toContain('There are policies already: none was written.');
    expect(written.all).toContain('st-ops pod/node-view is left out');
    expect(await cluster.dump()).toEqual(before);
    const runs = [
      await runMain(['check', folder]),
      await runMain(['verify', folder, '--environment', 'netns', ...quick]),
      await cluster.flowproof('verify', folder, ...quick),
    ];
    for (const { exitCode, all } of runs) expect(exitCode, all).toBe(0);
  });

  test('can be asked one question', async () => {
    const args = ['probe', '-n', 'st-shop', '--from', 'deploy/api', '--to', 'db:5432'];
    const { exitCode, all } = await cluster.flowproof(...args);
    expect(exitCode, all).toBe(0);
    expect(all).toContain('ALLOWED');
    expect(all).toMatch(/by hand\nkubectl debug -i -n st-shop api-/);
  });

  test('shows a namespace as it is', async () => {
    const html = join(await temporaryFolder(), 'page.html');
    const seen = await cluster.flowproof('probe', '-n', 'st-shop', '--html', html, ...quick);
    expect(seen.exitCode, seen.all).toBe(0);
    expect(seen.all).toContain('what stands out');
    expect(seen.all).toContain('DNS is blocked');
    const { title, outcome, findings } = dataOf(await readFile(html, 'utf8'));
    expect({ title, outcome }).toEqual({ title: 'st-shop', outcome: 'observed' });
    expect(findings.map((finding) => finding.title).join()).toContain('DNS is blocked');
    await expect.poll(async () => await cluster.leftovers(), { timeout: 30_000 }).toEqual([]);
  });

  test('a run that was killed leaves what clean removes', async () => {
    const before = await cluster.dump();
    const run = cluster.start('verify', await cluster.scenario(shop));
    await run.printed(/that policies are enforced.*\(/);
    run.kill('SIGKILL');
    await run.result;
    expect(await cluster.leftovers()).not.toEqual([]);
    const held = await cluster.flowproof('clean');
    expect(held.exitCode, held.all).toBe(3);
    await cluster.expireLease('flowproof');
    const { exitCode, all } = await cluster.flowproof('clean');
    expect(exitCode, all).toBe(0);
    await expect.poll(async () => await cluster.leftovers(), { timeout: 30_000 }).toEqual([]);
    await expect.poll(async () => await cluster.dump(), { timeout: 30_000 }).toEqual(before);
  });

  test('an API server that restarts in the middle never makes a verdict', { tags: ['long'] }, async () => {
    const run = cluster.start('verify', await cluster.scenario(shop));
    await run.printed(/that policies are enforced.*\(/);
    await execa('docker', ['restart', `${clusterName}-control-plane`], { timeout: 120_000 });
    const { exitCode, all } = await run.result;
    expect([0, 3], all).toContain(exitCode);
    await expect
      .poll(async () => (await cluster.flowproof('clean')).exitCode, { timeout: 120_000, interval: 3000 })
      .toBe(0);
    await expect.poll(async () => await cluster.leftovers(), { timeout: 30_000 }).toEqual([]);
  });
});

/** How many pods with probes there were at a time at most, of `ADDED name` and `DELETED name` in their order. */
function mostAtOnce(changes: readonly string[]): number {
  const there = new Set<string>();
  const counts = changes.map((change) => {
    const [type, name = ''] = change.split(' ');
    if (type === 'DELETED') there.delete(name);
    else if (name.startsWith('flowproof-')) there.add(name);
    return there.size;
  });
  return Math.max(...counts);
}

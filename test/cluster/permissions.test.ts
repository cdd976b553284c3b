import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KubeConfig, type User } from '@kubernetes/client-node';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessFor } from '../../src/rbac/access-for.ts';
import type { AccessRule } from '../../src/rbac/access-rule.ts';
import { describeMissing } from '../../src/rbac/describe-missing.ts';
import { renderRbac } from '../../src/rbac/render-rbac.ts';
import { applyObject } from '../../src/environments/cluster/apply-object.ts';
import { connect, type Client } from '../../src/environments/cluster/client.ts';
import { checkPermissions } from '../../src/environments/existing/permissions.ts';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { PermissionError } from '../../src/model/errors.ts';
import { runMain } from '../helpers/cli.ts';
import { clusterName, skipReason } from '../helpers/cluster.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const home = 'permissions-home';
const namespaces = ['permissions-shop', 'permissions-database', 'permissions-gateway'] as const;
const [shop, database, gateway] = namespaces;
const serviceAccount = 'flowproof';
const command = 'flowproof verify';
const rules = accessFor(
  [
    { kind: 'pods', namespace: shop, sends: true },
    { kind: 'pods', namespace: database, sends: false },
    { kind: 'client', namespace: gateway, sends: true },
  ],
  { mode: 'auto', toolNamespace: home, workers: true },
);

const scenario = `name: permissions
endpoints:
  api: { pods: { namespace: ${shop}, workload: deployment/api } }
  postgres: { pods: { namespace: ${database}, podSelector: {}, ports: [5432] } }
  gateway: { client: { namespace: ${gateway} } }
flows: [{ from: [api, gateway], to: 'postgres:5432', expect: allowed }]
`;

describe.skipIf(skipReason !== undefined)('permissions on a real API server', () => {
  let kubeconfig = '';
  let account: Client;

  const kubectl = async (args: readonly string[], input = ''): Promise<string> =>
    (await execa('kubectl', ['--kubeconfig', kubeconfig, ...args], { input, timeout: 60_000 })).stdout;
  const apply = async (yaml: string): Promise<string> => await kubectl(['apply', '-f', '-'], yaml);
  const applyRules = async (some: readonly AccessRule[]): Promise<string> =>
    await apply(renderRbac(some, { serviceAccount, toolNamespace: home, toolNamespaceExists: true, command }));
  const clientOf = async (name: string): Promise<Client> => {
    const admin = new KubeConfig();
    admin.loadFromFile(kubeconfig);
    const cluster = admin.getCurrentCluster();
    if (!cluster) throw new Error('kind names no cluster');
    const token = await kubectl(['create', 'token', name, '-n', home]);
    const own = new KubeConfig();
    own.loadFromClusterAndUser(cluster, { name, token } satisfies User);
    return connect(own, neverAborted);
  };
  /** What the check says, once the API server has taken notice of the roles; '' for all being granted. */
  const complaint = async (client: Client): Promise<string> =>
    await checkPermissions(client, rules).then(
      () => '',
      (error: unknown) => {
        if (error instanceof PermissionError) return error.message;
        throw error;
      },
    );
  const expectComplaint = async (client: Client, text: string): Promise<void> => {
    await expect.poll(async () => await complaint(client), { timeout: 30_000, interval: 200 }).toBe(text);
  };

  beforeAll(async () => {
    const folder = await temporaryFolder();
    kubeconfig = join(folder, 'kubeconfig');
    await execa('kind', ['export', 'kubeconfig', '--name', clusterName, '--kubeconfig', kubeconfig]);
    await apply(
      namespaces.map((name) => `{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}`).join('\n---\n'),
    );
    await writeFile(join(folder, 'scenario.yaml'), scenario);
    const { exitCode, all } = await runMain(['rbac', folder, '--tool-namespace', home, '--in-cluster-workers']);
    if (exitCode !== 0) throw new Error(all);
    await apply(all);
    account = await clientOf(serviceAccount);
  });

  afterAll(async () => {
    await kubectl(['delete', 'namespace', '--wait=false', '--ignore-not-found', home, ...namespaces]);
    for (const kind of ['clusterrole', 'clusterrolebinding']) {
      const names = (await kubectl(['get', kind, '-l', 'app.kubernetes.io/managed-by=flowproof', '-o', 'name'])).split(
        '\n',
      );
      const own = names.filter((name) => /permissions-home|flowproof-missing/.test(name));
      if (own.length > 0) await kubectl(['delete', ...own]);
    }
  });

  test('the account that rbac prints may do all that a run needs', async () => {
    await expect.poll(async () => await complaint(account), { timeout: 30_000 }).toBe('');
  });

  test('it may do it to its own Lease, and to no other', async () => {
    const fieldSelector = (name: string): string => `metadata.name=${name}`;
    const list = { namespace: home, fieldSelector: fieldSelector('flowproof') };
    expect((await account.coordination.listNamespacedLease(list)).items).toEqual([]);
    const other = account.coordination.listNamespacedLease({ ...list, fieldSelector: fieldSelector('other') });
    await expect(other).rejects.toThrow(/403/);
  });

  test('it may apply its policies, and nothing of the kind to the workloads of others', async () => {
    const policy = (namespace: string) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'canaries', namespace },
      spec: { podSelector: {} },
    });
    const { metadata } = await applyObject(account.kubeConfig, policy(home), neverAborted);
    expect(metadata?.uid).toBeDefined();
    await expect(applyObject(account.kubeConfig, policy(shop), neverAborted)).rejects.toThrow(/403/);
  });

  test('with a single rule removed, the error names that one and no other', { tags: ['long'] }, async () => {
    expect(rules.length).toBeGreaterThan(30);
    for (const rule of rules) {
      const beside = rules.filter(({ namespace }) => namespace === rule.namespace);
      await applyRules(beside.filter((one) => one !== rule));
      await expectComplaint(account, describeMissing(rule));
      await applyRules(beside);
    }
    await expectComplaint(account, '');
  });

  test('an account without any role is told everything, and the Role of the error is all that it lacks', async () => {
    await kubectl(['create', 'serviceaccount', 'bare', '-n', home]);
    const bare = await clientOf('bare');
    const error: unknown = await checkPermissions(bare, rules).catch((thrown: unknown) => thrown);
    if (!(error instanceof PermissionError)) throw new Error('nothing was missing', { cause: error });
    expect(error.message.split('\n')).toEqual(rules.map(describeMissing));
    expect(error.hint).toContain(`allows service account ${home}/bare what is missing`);
    await apply(error.hint.slice(error.hint.indexOf('apiVersion:')));
    await expectComplaint(bare, '');
    // What others hold is untouched.
    await expectComplaint(account, '');
  });

  test('a Role in a namespace grants the look at the Namespace itself, as the API server has it', async () => {
    await kubectl(['create', 'serviceaccount', 'local', '-n', home]);
    await kubectl(['create', 'role', 'local', '-n', shop, '--verb=get', '--resource=namespaces']);
    await kubectl(['create', 'rolebinding', 'local', '-n', shop, '--role=local', `--serviceaccount=${home}:local`]);
    const local = await clientOf('local');
    const look = rules.filter(({ resourceName }) => resourceName === shop);
    expect(look).toHaveLength(1);
    await expect
      .poll(async () => await local.core.readNamespace({ name: shop }).then(({ metadata }) => metadata?.name))
      .toBe(shop);
    await checkPermissions(local, look);
  });

  test('one request after the other goes over the same connection', async () => {
    let connections = 0;
    const count = (): void => void (connections += 1);
    subscribe('undici:client:connected', count);
    const client = connect(account.kubeConfig, neverAborted);
    for (let request = 0; request < 10; request += 1) await client.core.readNamespace({ name: shop });
    unsubscribe('undici:client:connected', count);
    expect(connections).toBeLessThanOrEqual(1);
  });

  test('an API server that does not know the account is no defect of flowproof', async () => {
    const own = new KubeConfig();
    const cluster = account.kubeConfig.getCurrentCluster();
    if (!cluster) throw new Error('there is no cluster');
    own.loadFromClusterAndUser(cluster, { name: 'nobody', token: 'wrong' });
    await expect(checkPermissions(connect(own, neverAborted), rules)).rejects.toThrow(
      'the API server does not say what the account of this context may do: it answers 401',
    );
  });
});

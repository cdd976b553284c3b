import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { skipReason } from '../helpers/cluster.ts';
import { openExistingCluster, type Existing } from '../helpers/existing.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { policyManifest } from '../helpers/world.ts';

/** Nothing is sent, so that pods only have to be there. */
const deployment = (name: string, namespace: string, app = name): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { name: ${name} } }
  template:
    metadata: { labels: { name: ${name}, app: ${app} } }
    spec: { containers: [{ name: c, image: none.invalid/none }] }
---`;

const namespace = (name: string): string => `{ apiVersion: v1, kind: Namespace, metadata: { name: ${name} } }\n---`;

const system = [
  ...['cn-shop', 'cn-ops'].map(namespace),
  deployment('api', 'cn-shop'),
  deployment('db', 'cn-shop'),
  deployment('agent', 'cn-ops'),
  `${policyManifest('cn-shop/closed', '{ podSelector: {}, policyTypes: [Ingress, Egress] }')}\n---`,
  `{ apiVersion: v1, kind: ConfigMap, metadata: { name: operator, namespace: cn-shop } }\n---`,
].join('\n');

/** As operators make them: a policy that something else controls counts as well. */
const ofOperator = (name: string, uid: string, spec: string): string =>
  policyManifest(`cn-shop/${name}`, spec).replace(
    'metadata: {',
    `metadata: { ownerReferences: [{ apiVersion: v1, kind: ConfigMap, name: operator, uid: ${uid}, controller: true }],`,
  );

describe.skipIf(skipReason !== undefined)('the connections of an existing cluster', () => {
  let cluster: Existing;
  beforeAll(async () => {
    cluster = await openExistingCluster();
    await cluster.apply(system);
    const uid = await cluster.kubectl(
      'get',
      'configmap',
      'operator',
      '-n',
      'cn-shop',
      '-o',
      'jsonpath={.metadata.uid}',
    );
    const sending =
      '{ podSelector: { matchLabels: { app: api } }, egress: [{ to: [{ podSelector: { matchLabels: { app: db } } }], ports: [{ port: 5432 }] }] }';
    const receiving =
      '{ podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: api } } }] }] }';
    await cluster.apply(`${ofOperator('from-api', uid, sending)}\n---\n${ofOperator('to-db', uid, receiving)}`);
    for (const place of ['cn-shop', 'cn-ops'])
      await cluster.kubectl('wait', '--for=jsonpath={.status.replicas}=1', 'deployment', '--all', '-n', place);
  });
  afterAll(async () => {
    await cluster.kubectl('delete', 'namespace', 'cn-shop', 'cn-ops', '--wait=false');
    await cluster[Symbol.asyncDispose]();
  });

  test('are those of its policies, also of those that an operator looks after', async () => {
    const { exitCode, all } = await cluster.flowproof('connections', '-n', 'cn-shop', '-n', 'cn-ops');
    expect(exitCode, all).toBe(0);
    // Below the matrix.
    expect(all.slice(all.indexOf('\n\ncn-ops\n'))).toMatchInlineSnapshot(`
      "

      cn-ops
        anyone but every workload of cn-shop → agent: every port

      cn-shop
        api → db: 5432

      beyond these workloads
        cn-ops/agent → every workload of kube-system, other pods, every address outside: every port

      What else was asked for is blocked."
    `);
  });

  test('are those of all namespaces where none is named', async () => {
    const { exitCode, all } = await cluster.flowproof('connections', '--workload', 'cn-shop/db', '--why');
    expect(exitCode, all).toBe(0);
    expect(all).toMatch(/^ {2}api → db: 5432$/m);
    expect(all).toContain('NetworkPolicy cn-shop/to-db of cluster kind-');
  });

  test('are told as they would be with manifests applied', async () => {
    const file = join(await temporaryFolder(), 'new.yaml');
    const policy = policyManifest(
      'x/to-agent',
      '{ podSelector: { matchLabels: { app: keeper } }, policyTypes: [Ingress] }',
    );
    // Its pods come to be of another kind; what names no namespace is for the one that is named.
    await writeFile(file, `${deployment('agent', 'cn-ops', 'keeper')}\n${policy.replace(', namespace: x', '')}`);
    const { exitCode, all } = await cluster.flowproof('diff', file, '-n', 'cn-ops', '--fail-on', 'closed');
    expect(exitCode, all).toBe(1);
    expect(all).toMatch(/^ {2}anyone → cn-ops\/agent: every port$/m);
    expect(all).toMatch(/^1 closed$/m);
  });

  test('an account that may not see them is told what it needs, and with that it may', async () => {
    await cluster.kubectl('create', 'serviceaccount', 'reader', '-n', 'cn-ops');
    const args = ['connections', '--workload', 'cn-shop/db'];
    const refused = await cluster.flowproofAs('reader', 'cn-ops', ...args);
    expect(refused.exitCode, refused.all).toBe(3);
    const yaml = refused.all.slice(refused.all.indexOf('apiVersion:'));
    const role = join(await temporaryFolder(), 'role.yaml');
    await writeFile(role, yaml.replaceAll(/^ {2}/gm, ''));
    await cluster.kubectl('apply', '-f', role);
    try {
      const read = async (): Promise<string> => (await cluster.flowproofAs('reader', 'cn-ops', ...args)).all;
      // Roles take a moment to be known.
      await expect.poll(read, { timeout: 60_000 }).toContain('api → db: 5432');
      expect(await read()).toContain('Whether there are policies of other kinds is unknown: you may not list');
    } finally {
      await cluster.kubectl('delete', '-f', role);
    }
  });
});

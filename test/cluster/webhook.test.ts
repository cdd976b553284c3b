import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { skipReason } from '../helpers/cluster.ts';
import { openExistingCluster, type Existing } from '../helpers/existing.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const server = `apiVersion: v1
kind: Namespace
metadata: { name: wh-hook }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: hook, namespace: wh-hook }
spec:
  selector: { matchLabels: { app: hook } }
  template:
    metadata: { labels: { app: hook } }
    spec:
      terminationGracePeriodSeconds: 0
      containers:
        - name: hook
          image: registry.k8s.io/e2e-test-images/agnhost:2.56
          args: [webhook, --port=8443, --tls-cert-file=/tls/tls.crt, --tls-private-key-file=/tls/tls.key]
          readinessProbe: { httpGet: { scheme: HTTPS, port: 8443, path: /readyz } }
          volumeMounts: [{ name: tls, mountPath: /tls }]
      volumes: [{ name: tls, secret: { secretName: hook } }]
---
apiVersion: v1
kind: Service
metadata: { name: hook, namespace: wh-hook }
spec: { selector: { app: hook }, ports: [{ port: 443, targetPort: 8443 }] }
`;

/** Adds a label to every pod that comes into being in a namespace. */
const registration = (caBundle: string): string => `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: wh-labels }
webhooks:
  - name: labels.wh.test
    admissionReviewVersions: [v1]
    sideEffects: None
    failurePolicy: Fail
    timeoutSeconds: 2
    namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: wh-shop } }
    rules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }]
    clientConfig: { caBundle: ${caBundle}, service: { namespace: wh-hook, name: hook, path: /add-label } }
`;

const pod = (name: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: wh-shop, labels: { app: ${name} } }
spec:
  terminationGracePeriodSeconds: 0
  containers:
    - name: app
      image: registry.k8s.io/e2e-test-images/agnhost:2.56
      args: [netexec, --http-port=8080]
      ports: [{ containerPort: 8080 }]
`;

/** Lets in what has the label that the webhook adds. */
const shop = `apiVersion: v1
kind: Namespace
metadata: { name: wh-shop }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: labelled, namespace: wh-shop }
spec:
  podSelector: {}
  ingress: [{ from: [{ podSelector: { matchLabels: { added-label: 'yes' } } }] }]
---
${pod('early')}`;

const scenario = `name: labels
endpoints:
  early: { pods: { namespace: wh-shop, workload: pod/early } }
  late: { pods: { namespace: wh-shop, workload: pod/late } }
flows:
  - { from: early, to: 'late:8080', expect: blocked }
  - { from: late, to: 'early:8080', expect: allowed }
`;

describe.skipIf(skipReason !== undefined)('where something changes the labels of new pods', () => {
  let cluster: Existing;
  beforeAll(async () => {
    cluster = await openExistingCluster();
    await cluster.apply(server);
    await cluster.apply(shop);
    const certificate = await makeCertificate(cluster);
    await cluster.kubectl('wait', '-n', 'wh-shop', '--for=condition=Ready', 'pod/early', '--timeout=200s');
    await cluster.kubectl('rollout', 'status', '-n', 'wh-hook', 'deployment/hook', '--timeout=200s');
    await cluster.apply(registration(certificate));
    // A registration takes a moment to be known.
    const makeLate = async (): Promise<void> => {
      await cluster.kubectl('delete', 'pod', '-n', 'wh-shop', 'late', '--ignore-not-found');
      await cluster.apply(pod('late'));
      const labels = await cluster.kubectl('get', 'pod', '-n', 'wh-shop', 'late', '-o', 'jsonpath={.metadata.labels}');
      expect(labels).toContain('added-label');
    };
    await vi.waitFor(makeLate, { timeout: 60_000, interval: 500 });
    await cluster.kubectl('wait', '-n', 'wh-shop', '--for=condition=Ready', 'pod/late', '--timeout=200s');
  });
  afterAll(async () => {
    await cluster.kubectl('delete', 'mutatingwebhookconfiguration', 'wh-labels', '--ignore-not-found');
    await cluster.kubectl('delete', 'namespace', 'wh-hook', 'wh-shop');
    await cluster[Symbol.asyncDispose]();
  });

  test('a pod that has other labels than a stand-in would have is entered, and one that has the same is not', async () => {
    const { exitCode, all } = await cluster.flowproof('verify', await cluster.scenario(scenario));
    expect(exitCode, all).toBe(0);
    const told = all.replaceAll(/\s+/g, ' ');
    expect(told).toMatch(
      /An ephemeral container was added to wh-shop\/early, .* \(no stand-in: something in the cluster changes its labels \(added-label\), so/,
    );
    expect(told).toContain('Sent by pods with the labels, namespace and service account of wh-shop/late, which');
    await expect.poll(async () => await cluster.leftovers(), { timeout: 30_000 }).toEqual([]);
  });

  test('a stand-in that was asked for is refused', async () => {
    const path = await cluster.scenario(scenario);
    const { exitCode, all } = await cluster.flowproof('verify', path, '--send-as', 'stand-in');
    expect(exitCode, all).toBe(3);
    expect(all.replaceAll(/\s+/g, ' ')).toContain(
      'a stand-in is not safe for wh-shop/early: something in the cluster changes its labels (added-label)',
    );
    await expect.poll(async () => await cluster.leftovers(), { timeout: 30_000 }).toEqual([]);
  });

  test('a webhook that is down keeps stand-ins away, and nothing else', async () => {
    await cluster.kubectl('scale', '-n', 'wh-hook', 'deployment/hook', '--replicas=0');
    await cluster.kubectl('wait', '-n', 'wh-hook', '--for=delete', 'pod', '-l', 'app=hook', '--timeout=60s');
    const path = await cluster.scenario(scenario);
    const refused = await cluster.flowproof('verify', path, '--send-as', 'stand-in');
    expect(refused.exitCode, refused.all).toBe(3);
    expect(refused.all.replaceAll(/\s+/g, ' ')).toMatch(
      /a stand-in is not safe for wh-shop\/\S+: the API server refuses it: .*failed calling webhook "labels.wh.test"/,
    );
    const { exitCode, all } = await cluster.flowproof('verify', path);
    expect(exitCode, all).toBe(0);
    expect(all.replaceAll(/\s+/g, ' ')).toMatch(
      /\(no stand-in: the API server refuses it: .*failed calling webhook "labels.wh.test"/,
    );
    await expect.poll(async () => await cluster.leftovers(), { timeout: 30_000 }).toEqual([]);
  });
});

/** Makes a certificate for the webhook, and resolves to what the API server has to trust. */
async function makeCertificate(cluster: Existing): Promise<string> {
  const folder = await temporaryFolder();
  const [key, certificate] = [join(folder, 'tls.key'), join(folder, 'tls.crt')];
  const host = 'hook.wh-hook.svc';
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${host}`];
  const files = ['-addext', `subjectAltName=DNS:${host}`, '-keyout', key, '-out', certificate];
  await execa('openssl', [...request, ...files], { timeout: 60_000 });
  await cluster.kubectl('create', 'secret', 'tls', 'hook', '-n', 'wh-hook', `--cert=${certificate}`, `--key=${key}`);
  const bundle = await readFile(certificate, 'base64');
  await rm(folder, { recursive: true });
  return bundle;
}

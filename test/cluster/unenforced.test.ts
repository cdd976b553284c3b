import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test, describe } from 'vitest';
import { runMain } from '../helpers/cli.ts';
import { skipReason } from '../helpers/cluster.ts';
import { dataOf } from '../helpers/html-page.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

/** Name of a kind cluster whose CNI ignores NetworkPolicies; raising one is not flowproof's business. */
const cluster = process.env['FLOWPROOF_TEST_UNENFORCED'] ?? '';

const guarded = `apiVersion: v1
kind: Namespace
metadata: { name: un-shop }
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: un-shop, labels: { app: api } }
spec:
  terminationGracePeriodSeconds: 0
  containers:
    - name: api
      image: registry.k8s.io/e2e-test-images/agnhost:2.56
      args: [netexec, --http-port=8000]
      ports: [{ containerPort: 8000 }]
      readinessProbe: { tcpSocket: { port: 8000 } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: un-shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`;

describe.skipIf(skipReason !== undefined || cluster === '')('a cluster whose CNI ignores policies', () => {
  test('stops the run before any flow is judged, and says so', async () => {
    const html = join(await temporaryFolder(), 'page.html');
    const flags = ['--cluster', cluster, '--as-is', '--html', html];
    const { exitCode, all } = await runMain(['verify', 'scenarios/task-api', ...flags]);
    expect(exitCode, all).toBe(3);
    expect(all).toContain("this cluster's CNI does not enforce NetworkPolicy");
    expect(all).toContain('Nothing after this was probed');
    expect(all).not.toContain('PASS');
    const { outcome, troubles } = dataOf(await readFile(html, 'utf8'));
    expect(outcome).toBe('inconclusive');
    expect(troubles[0]?.message).toContain("this cluster's CNI does not enforce NetworkPolicy");
  });

  test('is observed all the same, and a note says so', async () => {
    const folder = await temporaryFolder();
    const env = { KUBECONFIG: join(folder, 'kubeconfig'), XDG_CONFIG_HOME: folder };
    const kubectl = async (args: readonly string[], input = ''): Promise<unknown> =>
      await execa('kubectl', args, { env, input, timeout: 240_000 });
    await execa('kind', ['export', 'kubeconfig', '--name', cluster, '--kubeconfig', env.KUBECONFIG]);
    await kubectl(['apply', '-f', '-'], guarded);
    await kubectl(['wait', '--for=condition=Ready', 'pod/api', '-n', 'un-shop', '--timeout=200s']);
    const html = join(folder, 'page.html');
    const args = ['probe', '-n', 'un-shop', '--no-outside', '--context', `kind-${cluster}`, '--html', html];
    const { exitCode, all } = await runMain(args, env);
    await kubectl(['delete', 'namespace', 'un-shop', '--wait=false']);
    expect(exitCode, all).toBe(0);
    expect(all.replaceAll(/\s+/g, ' ')).toContain(
      "Policies are not enforced here: this cluster's CNI does not enforce NetworkPolicy",
    );
    expect(all).toMatch(/^stranger +LEAK/m);
    const { outcome, notes, findings } = dataOf(await readFile(html, 'utf8'));
    expect(outcome).toBe('observed');
    expect(notes).toContainEqual(expect.stringMatching(/^Policies are not enforced here: /));
    expect(findings).toContainEqual(
      expect.objectContaining({ mark: 'leak', title: 'got through, although the policies block it' }),
    );
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { runMain } from '../helpers/cli.ts';
import { clusterName, kubectl, leftovers, skipReason } from '../helpers/cluster.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { compareRefusals } from './refusals.ts';

const scenario = `name: kept
manifests: [kept.yaml]
endpoints:
  api: { pods: { namespace: kept, workload: pod/api } }
  stranger: { client: { namespace: default, replicas: 1 } }
flows:
  - { from: stranger, to: 'api:8000', expect: allowed }
`;

const manifests = `apiVersion: v1
kind: Namespace
metadata: { name: kept }
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: kept, labels: { app: api } }
spec:
  terminationGracePeriodSeconds: 0
  containers:
    - name: api
      image: registry.k8s.io/e2e-test-images/agnhost:2.56
      args: [netexec, --http-port=8000]
      ports: [{ containerPort: 8000 }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: dear, namespace: kept, finalizers: [flowproof.test/keep] }
`;

// Beside each other, since the one waits for a minute; what runs so has an expect of its own.
describe.skipIf(skipReason !== undefined).concurrent('an API server', () => {
  test('takes and refuses the NetworkPolicies that flowproof takes and refuses', async ({ expect }) => {
    const { taken, differing } = await compareRefusals();
    expect(differing).toEqual([]);
    expect(taken).toBeGreaterThan(500);
    expect(taken).toBeLessThan(1500);
  });

  test('that does not remove all of a run is told of beside the verdicts, which count', async ({ expect }) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'scenario.yaml'), scenario);
    await writeFile(join(folder, 'kept.yaml'), manifests);
    const json = join(folder, 'report.json');
    const { exitCode, all } = await runMain(['verify', folder, '--cluster', clusterName, '--json', json]);
    await kubectl('patch', 'configmap', 'dear', '-n', 'kept', '-p', '{"metadata":{"finalizers":null}}');
    expect(exitCode, all).toBe(0);
    expect(all).toMatch(/not everything is removed[^]*\n\nPASS {2}1 flow in 1 stage as expected/);
    const { failure, leftovers: left } = JSON.parse(await readFile(json, 'utf8')) as Report;
    expect(failure).toBeUndefined();
    expect(left?.message).toMatch(
      /^still there, and nothing changed for 60 s: Namespace kept \(.*flowproof\.test\/keep/,
    );
    expect(left?.hint).toContain('kubectl delete');
    await expect.poll(leftovers, { timeout: 60_000 }).toEqual([]);
  });
});

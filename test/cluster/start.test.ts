import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clusterName, skipReason } from '../helpers/cluster.ts';
import { openExistingCluster, type Existing } from '../helpers/existing.ts';
import { stumblingNode } from '../helpers/stumbling-node.ts';

const server = `apiVersion: v1
kind: Namespace
metadata: { name: st-start }
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: st-start, labels: { app: api } }
spec:
  nodeName: ${clusterName}-worker
  terminationGracePeriodSeconds: 0
  containers:
    - name: api
      image: registry.k8s.io/e2e-test-images/agnhost:2.56
      args: [netexec, --http-port=8000]
      ports: [{ containerPort: 8000 }]
      readinessProbe: { tcpSocket: { port: 8000 } }
`;

describe.skipIf(skipReason !== undefined)('containers that do not start, or are cut short', () => {
  let cluster: Existing;
  beforeAll(async () => {
    cluster = await openExistingCluster();
    await cluster.apply(server);
    await cluster.kubectl('wait', '--for=condition=Ready', 'pod/api', '-n', 'st-start', '--timeout=200s');
  });
  afterAll(async () => {
    await cluster.kubectl('delete', 'namespace', 'st-start');
    await cluster[Symbol.asyncDispose]();
  });

  const question = ['probe', '-n', 'st-start', '--from', 'pod/api', '--to', 'kube-dns.kube-system:53/dns-tcp'];
  const containers = async (): Promise<string[]> => {
    const path = 'jsonpath={.spec.ephemeralContainers[*].name}';
    return (await cluster.kubectl('get', 'pod', 'api', '-n', 'st-start', '-o', path)).split(' ');
  };

  test('one that its runtime never starts has a second try, which ends the run with what the runtime said', async () => {
    // An image without a shell, which every node has.
    const images = await cluster.kubectl('get', 'nodes', '-o', 'jsonpath={.items[*].status.images[*].names}');
    const [pause = ''] = /registry\.k8s\.io\/pause:[\w.]+/.exec(images) ?? [];
    const { exitCode, all } = await cluster.flowproof(...question, '--send-as', 'ephemeral', '--probe-image', pause);
    const text = all.replaceAll(/\s+/g, ' ');
    expect(exitCode, all).toBe(3);
    expect(text).toMatch(
      /pod st-start\/api on node \S+-worker cannot start, twice: container flowproof-\w+-1: \S+ .*exec: "sh": executable file not found/,
    );
    // What canaries cannot show is no failure of its own here.
    expect(text).toMatch(/is not known, .*: pod flowproof\/canary-\S+ on node \S+ cannot start, twice: .*"sh"/);
    expect(await containers()).toHaveLength(2);
  });

  test.for([
    ['the ephemeral container', 'ephemeral', 'flowproof-', ['api'], 2],
    ['the stand-in and the canary', 'stand-in', 'flowproof"', ['flowproof-', 'canary-'], 0],
  ] as const)('one that starts at the second try only does no harm: %s', async ([, source, container, pods, added]) => {
    const before = await containers();
    await using node = await stumblingNode(`${clusterName}-worker`, container, pods);
    const { exitCode, all } = await cluster.flowproof(...question, '--send-as', source);
    expect(exitCode, all).toBe(0);
    expect(all).toContain('ALLOWED');
    expect(all).not.toContain('is not known');
    expect(await node.hasStumbled()).toBe(true);
    expect((await containers()).length - before.length).toBe(added);
  });

  test('a canary whose command is killed while it looks is asked again', async () => {
    const end = new AbortController();
    const killed = killOnce(`${clusterName}-worker`, 'canary closed', end.signal);
    const { exitCode, all } = await cluster.flowproof(...question, '--send-as', 'stand-in');
    end.abort();
    expect(await killed).toBe(true);
    expect(exitCode, all).toBe(0);
    expect(all).toContain('ALLOWED');
    expect(all).not.toMatch(/not enforced|is not known/);
  });
});

/** Kills a command as soon as it runs on a node; resolves to whether it ever did. */
async function killOnce(node: string, command: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const { exitCode } = await execa('docker', ['exec', node, 'pkill', '--signal', 'KILL', '--full', command], {
      reject: false,
      timeout: 20_000,
    });
    if (exitCode === 0) return true;
  }
  return false;
}

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/model/scenario.ts';
import { resolverOf } from '../../src/netns-plan/zone.ts';
import { netnsOf } from '../../src/netns-plan/network.ts';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import {
  defaultNetnsOptions,
  raiseCluster,
  type StandingCluster,
} from '../../src/environments/netns/standing-cluster.ts';
import type { WorldPod } from '../../src/policy/world.ts';
import { skipReason } from '../helpers/netns.ts';

const workloads = manifestsOf(`
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: default }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: server, namespace: default }
spec:
  selector: { matchLabels: { app: server } }
  template: { metadata: { labels: { app: server } }, spec: { containers: [{ ports: [{ containerPort: 8080 }] }] } }
`);
const deny = manifestsOf(
  '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: deny }, spec: { podSelector: { matchLabels: { app: server } } } }',
);

/** What Kubernetes says of NetworkPolicies beyond which flow is allowed, with real packets. */
describe.skipIf(skipReason !== undefined)('network namespaces', () => {
  let place: StandingCluster;
  beforeAll(async () => {
    const options = { ...defaultNetnsOptions, keep: false, endpoints: [] };
    place = await raiseCluster(options, AbortSignal.timeout(60_000));
  });
  afterAll(async () => await place[Symbol.asyncDispose]());

  const apply = async (manifests: readonly Manifest[]): Promise<number> =>
    await place.cluster.update({ ...place.cluster.content(), manifests });
  const podCalled = (name: string): WorldPod => {
    const pod = place.cluster.world().pods.find((one) => one.name === name);
    if (!pod) throw new Error(`no pod ${name}`);
    return pod;
  };
  const inClient = async (command: string): Promise<string> => {
    const at = { netns: netnsOf(podCalled('client')), ...resolverOf('default') };
    return await place.sandbox.enter(at, ['sh', '-c', `${command} || true`], { timeoutMs: 20_000 });
  };

  test('a connection that was made lives on when a policy forbids new ones', async () => {
    await apply(workloads);
    const [ip] = podCalled('server-node-2').ips;
    const request = String.raw`{ sleep 2; printf 'GET / HTTP/1.0\r\n\r\n'; sleep 1; }`;
    const talking = inClient(`${request} | nc -w 5 ${ip} 8080`);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await apply([...workloads, ...deny]);
    expect(await inClient(`curl -s --connect-timeout 1 -w '%{exitcode}' http://${ip}:8080/`)).toBe('28');
    expect(await talking).toContain('HTTP/1.');
  });

  test('a datagram passes by none that was let through before, though it has the same ports', async () => {
    const echo = manifestsOf(`
apiVersion: v1
kind: Pod
metadata: { name: echo, namespace: default, labels: { app: server } }
spec: { containers: [{ ports: [{ containerPort: 9000, protocol: UDP }] }] }
`);
    await apply([...workloads, ...echo]);
    const [ip] = podCalled('echo').ips;
    const ask = `timeout 1 perl -MSocket -e 'socket $s, PF_INET, SOCK_DGRAM, 17; bind $s, pack_sockaddr_in(40000, INADDR_ANY); send $s, "hello", 0, pack_sockaddr_in(9000, inet_aton("${ip}")); recv $s, $answer, 9, 0; print $answer'`;
    expect(await inClient(ask)).toContain('hello');
    await apply([...workloads, ...echo, ...deny]);
    expect(await inClient(ask)).toBe('');
  });

  test('a node reaches its own pods whatever policies say, and no others', async () => {
    await apply([...workloads, ...deny]);
    const [own] = podCalled('server-node-1').ips;
    const [other] = podCalled('server-node-2').ips;
    const fromNode = async (ip: string | undefined): Promise<string> =>
      await place.sandbox.run(
        `nsenter --net=/run/netns/node-1 curl -s -o /dev/null --connect-timeout 1 -w '%{exitcode}' http://${ip}:8080/ || true`,
      );
    expect(await fromNode(own)).toBe('0');
    expect(await fromNode(other)).toBe('28');
  });

  test('SCTP is judged as TCP is', async ({ skip }) => {
    const serving = manifestsOf(`
apiVersion: v1
kind: Pod
metadata: { name: sctp, namespace: default, labels: { app: server } }
spec: { containers: [{ ports: [{ containerPort: 9000, protocol: SCTP }] }] }
`);
    const protocols = await readFile('/proc/net/protocols', 'utf8');
    if (!/^SCTP /m.test(protocols)) skip('this kernel has no SCTP');
    await apply([...workloads, ...serving]);
    const [ip] = podCalled('sctp').ips;
    const ask = `timeout 2 perl -MSocket -e 'socket $s, PF_INET, SOCK_STREAM, 132; connect $s, pack_sockaddr_in(9000, inet_aton("${ip}")) or exit; syswrite $s, "hello"; sysread $s, $answer, 9; print $answer' || true`;
    expect(await inClient(ask)).toBe('hello');
    await apply([...workloads, ...serving, ...deny]);
    expect(await inClient(ask)).toBe('');
  });

  test('a pod finds the cluster, the API server and nothing else by name', async () => {
    await apply(workloads);
    expect(await inClient('nslookup -type=a kubernetes.default.svc.cluster.local.')).toContain('10.96.0.1');
    expect(await inClient("curl -s -o /dev/null -w '%{http_code}' http://kubernetes.default:443/")).toBe('404');
    expect(await inClient('nslookup -type=a debian.org.')).toMatch(/NXDOMAIN/);
  });
});

function manifestsOf(text: string): Manifest[] {
  return parseManifests(text, 'test.yaml').manifests;
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flowLabel } from '../../src/model/label.ts';
import type { Report } from '../../src/model/report.ts';
import { runMain } from '../helpers/cli.ts';
import { clusterName, skipReason } from '../helpers/cluster.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const agnhost = 'registry.k8s.io/e2e-test-images/agnhost:2.56';
/** A server beside the cluster's nodes: to pods it is the world outside. */
const host = 'flowproof-test-host';

describe.skipIf(skipReason !== undefined)('endpoints and protocols on real Calico', () => {
  let folder = '';
  beforeAll(async () => {
    await execa('docker', ['rm', '--force', host]);
    await execa('docker', [
      'run',
      '--detach',
      '--network',
      'kind',
      '--name',
      host,
      agnhost,
      'netexec',
      '--http-port=8443',
    ]);
    const format = '{{(index .NetworkSettings.Networks "kind").IPAddress}}';
    const { stdout: address } = await execa('docker', ['inspect', '--format', format, host]);
    folder = await temporaryFolder();
    await writeFile(join(folder, 'scenario.yaml'), scenario(address));
    await writeFile(join(folder, 'world.yaml'), world(address));
  });
  afterAll(async () => void (await execa('docker', ['rm', '--force', host])));

  test('hosts outside, headless Services, named ports, names, UDP, HTTP and servers that a line declares are judged right', async () => {
    const json = join(folder, 'report.json');
    const { exitCode, all } = await runMain(['verify', folder, '--cluster', clusterName, '--json', json]);
    expect(exitCode, all).toBe(0);
    const { stages } = JSON.parse(await readFile(json, 'utf8')) as Report;
    const results = new Map(stages[0]?.results.map((result) => [flowLabel(result.flow), result]));
    // Nobody can look inside a host; that another flow got through is what proves the block.
    expect(results.get('fenced → host:8443')).toMatchObject({
      verdict: 'blocked',
      listening: expect.stringMatching(/^seen by kinds/),
    });
    expect(results.get('free → udp:9000/udp')?.attempts[0]).toMatchObject({
      tool: 'nc',
      message: 'the nonce was echoed',
    });
    expect(results.get('free → headless:80/http')?.attempts[0]).toMatchObject({
      address: expect.stringMatching(/:8080$/),
      httpStatus: 200,
    });
    expect(results.get('free → declared:80/http')?.attempts[0]).toMatchObject({ httpStatus: 200 });
    expect(results.get('free → declared:9000/udp')?.attempts[0]).toMatchObject({ message: 'the nonce was echoed' });
    expect(results.get('free → by-name:80')?.attempts[0]?.address).toBe('front.kinds.svc.cluster.local:80');
  });
});

const scenario = (address: string): string => `
name: kinds
manifests: [world.yaml]
endpoints:
  headless: { pods: { namespace: kinds, workload: pod/server, service: headless, ports: [80/http] } }
  by-name: { pods: { namespace: kinds, workload: pod/server, service: front, via: name } }
  udp: { pods: { namespace: kinds, workload: pod/server, ports: [9000/udp] } }
  host: { host: { address: ${address}, ports: [8443] } }
  declared: { server: { namespace: kinds, ports: [80/http, 9000/udp] } }
  free: { client: { namespace: kinds } }
  trusted: { client: { namespace: kinds, labels: { role: trusted } } }
  fenced: { client: { namespace: kinds, labels: { role: fenced } } }
flows:
  - { from: free, to: ['headless:80', 'by-name:80', 'udp:9000/udp', 'host:8443'], expect: allowed }
  - { from: free, to: declared, expect: allowed }
  - { from: trusted, to: 'host:8443', expect: allowed }
  - { from: trusted, to: [headless, udp], expect: blocked }
  - { from: fenced, to: [headless, udp, host], expect: blocked }
`;

const world = (address: string): string => `
apiVersion: v1
kind: Namespace
metadata: { name: kinds }
---
apiVersion: v1
kind: Pod
metadata: { name: server, namespace: kinds, labels: { app: server } }
spec:
  terminationGracePeriodSeconds: 0
  containers:
    - name: server
      image: ${agnhost}
      args: [netexec, --http-port=8080, --udp-port=9000]
      ports: [{ name: web, containerPort: 8080 }, { containerPort: 9000, protocol: UDP }]
      readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 }
---
apiVersion: v1
kind: Service
metadata: { name: headless, namespace: kinds }
spec: { clusterIP: None, selector: { app: server }, ports: [{ port: 80, targetPort: web }] }
---
apiVersion: v1
kind: Service
metadata: { name: front, namespace: kinds }
spec: { selector: { app: server }, ports: [{ port: 80, targetPort: web }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: fence, namespace: kinds }
spec:
  podSelector: { matchExpressions: [{ key: role, operator: In, values: [fenced, trusted] }] }
  policyTypes: [Egress]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: trust, namespace: kinds }
spec:
  podSelector: { matchLabels: { role: trusted } }
  policyTypes: [Egress]
  egress: [{ to: [{ ipBlock: { cidr: ${address}/32 } }], ports: [{ port: 8443 }] }]
`;

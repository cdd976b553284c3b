import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

const serverImage = 'registry.k8s.io/e2e-test-images/agnhost:2.56';

/** How big a generated world is: every server has a pod, and serves `portsPerServer` ports from 10000 on. */
export interface WorldSize {
  readonly servers: number;
  readonly portsPerServer: number;
  /** Send from a single probe pod, instead of from every server. */
  readonly singleSource: boolean;
}

/** Writes a scenario in which a default deny blocks everything but DNS-free traffic to the first server's first port. */
export async function generateWorld({ servers, portsPerServer, singleSource }: WorldSize): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-bench-'));
  const names = Array.from({ length: servers }, (_, index) => `s${index}`);
  const ports = Array.from({ length: portsPerServer }, (_, index) => 10_000 + index);
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'bench' } };
  const pods = names.map((name) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'bench', labels: { app: name } },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: 'server',
          image: serverImage,
          args: ['porter'],
          env: ports.map((port) => ({ name: `SERVE_PORT_${port}`, value: 'ok' })),
          ports: ports.map((containerPort) => ({ containerPort })),
        },
      ],
    },
  }));
  const policies = [
    policy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
    policy('open-one', {
      podSelector: { matchLabels: { app: 's0' } },
      ingress: [{ ports: [{ port: 10_000 }] }],
      policyTypes: ['Ingress'],
    }),
  ];
  const scenario = {
    name: `bench-${servers}x${portsPerServer}`,
    manifests: ['world.yaml'],
    endpoints: {
      ...Object.fromEntries(
        names.map((name) => [name, { pods: { namespace: 'bench', podSelector: { matchLabels: { app: name } } } }]),
      ),
      client: { client: { namespace: 'default', replicas: 1 } },
    },
    flows: [
      { from: 'client', to: 's0:10000', expect: 'allowed' },
      { from: singleSource ? 'client' : '*', to: '*', expect: 'blocked' },
    ],
  };
  await writeFile(
    join(folder, 'world.yaml'),
    [namespace, ...pods, ...policies].map((object) => stringify(object)).join('---\n'),
  );
  await writeFile(join(folder, 'scenario.yaml'), stringify(scenario));
  return folder;
}

function policy(name: string, spec: object): object {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: 'bench' }, spec };
}

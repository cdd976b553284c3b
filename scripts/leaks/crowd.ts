import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

const serverImage = 'registry.k8s.io/e2e-test-images/agnhost:2.56';

/** Pods in one namespace without any policy, each of which serves the same ports. */
export interface Crowd {
  readonly pods: number;
  /** As a scenario writes them: `81/udp`, `80`, `53/dns`. */
  readonly ports: readonly string[];
  /** What is declared blocked although it is open: a pair of pods, or everything; nothing for a scenario that is right. */
  readonly leak: readonly [from: number, to: number] | 'all' | 'none';
}

/** Writes a crowd down as a scenario, into a folder of its own. */
export async function writeCrowd({ pods, ports, leak }: Crowd): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-leaks-'));
  const names = Array.from({ length: pods }, (_, index) => `p${index}`);
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'crowd' } },
    ...names.map((name) => pod(name, ports)),
  ];
  const scenario = {
    name: 'crowd',
    manifests: ['pods.yaml'],
    endpoints: Object.fromEntries(
      names.map((name) => [name, { pods: { namespace: 'crowd', workload: `pod/${name}`, ports } }]),
    ),
    otherwise: 'allowed',
    flows: [flowOf(leak)],
  };
  await writeFile(join(folder, 'pods.yaml'), objects.map((object) => stringify(object)).join('---\n'));
  await writeFile(join(folder, 'scenario.yaml'), stringify(scenario));
  return folder;
}

function flowOf(leak: Crowd['leak']): object {
  if (leak === 'all') return { from: '*', to: '*', expect: 'blocked' };
  if (leak === 'none') return { from: '*', to: '*', expect: 'allowed' };
  return { from: `p${leak[0]}`, to: `p${leak[1]}`, expect: 'blocked' };
}

function pod(name: string, ports: readonly string[]): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'crowd', labels: { app: name } },
    spec: { terminationGracePeriodSeconds: 0, containers: ports.map(server) },
  };
}

function server(port: string): object {
  const [number = '', protocol = 'tcp'] = port.split('/');
  const isUdp = protocol === 'udp' || protocol === 'dns';
  const args = isUdp
    ? ['netexec', `--udp-port=${number}`, `--http-port=2${number}`]
    : ['netexec', `--http-port=${number}`, '--udp-port=-1'];
  const containerPort = { containerPort: Number(number), protocol: isUdp ? 'UDP' : 'TCP' };
  return { name: `port-${number}`, image: serverImage, args, ports: [containerPort] };
}

import { join } from 'node:path';
import { execa } from 'execa';
import { temporaryFolder } from './temporary.ts';

/** The cluster that the tests share; it is created by the first and deleted by the last. */
export const clusterName: string = process.env['FLOWPROOF_TEST_CLUSTER'] ?? 'flowproof-test';

/** Why tests on a real cluster cannot run here; `undefined` where they can. */
export const skipReason: string | undefined = await reasonToSkip();

/** Runs kubectl against the shared cluster and resolves to what it prints. */
export async function kubectl(...args: readonly string[]): Promise<string> {
  const { stdout } = await execa('kubectl', ['--kubeconfig', await kubeconfigFile(), ...args], { timeout: 60_000 });
  return stdout;
}

/** The shared cluster's kubeconfig. */
export async function kubeconfigFile(): Promise<string> {
  kubeconfig ??= writeKubeconfig();
  return await kubeconfig;
}

let kubeconfig: Promise<string> | undefined;

async function writeKubeconfig(): Promise<string> {
  const file = join(await temporaryFolder(), 'kubeconfig');
  await execa('kind', ['export', 'kubeconfig', '--name', clusterName, '--kubeconfig', file], { timeout: 60_000 });
  return file;
}

/** A patch that lets the Lease of a dead run run out, which else takes 30 seconds. */
export const renewedLongAgo = '{"spec":{"renewTime":"2020-01-01T00:00:00.000000Z"}}';

/** Everything in the cluster, and beside it, that carries a run's label. */
export async function leftovers(): Promise<string[]> {
  const objects = await kubectl(
    'get',
    'ns,pods,svc,networkpolicies,deploy,sts',
    '-A',
    '-l',
    'flowproof.dev/run',
    '-o',
    'name',
  );
  const containers = await execa('docker', [
    'ps',
    '--all',
    '--filter',
    'label=flowproof.dev/run',
    '--format',
    '{{.Names}}',
  ]);
  return [...objects.split('\n'), ...containers.stdout.split('\n')].filter((line) => line !== '');
}

async function reasonToSkip(): Promise<string | undefined> {
  for (const [program, args] of [
    ['docker', ['info']],
    ['kind', ['version']],
    ['kubectl', ['version', '--client']],
  ] as const) {
    const { failed, shortMessage } = await execa(program, args, { reject: false, timeout: 20_000 });
    if (failed) return `${program} cannot be used here: ${shortMessage?.split('\n')[0] ?? ''}`;
  }
  return undefined;
}

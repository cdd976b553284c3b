import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { createProgress } from '../progress.ts';
import { addKindOptions, clusterOption, kindOptionsOf, probeImageOption, type KindFlags } from '../options/kind.ts';

export function addCluster(program: Command, { io, signal }: CommandContext): void {
  const cluster = program
    .command('cluster')
    .description('create or delete the kind cluster that runs reuse')
    .addHelpText('after', examples('flowproof cluster up', 'flowproof cluster down'));
  addKindOptions(
    cluster
      .command('up')
      .description('create the cluster, or finish and check the one there is')
      .addHelpText(
        'after',
        examples('flowproof cluster up --fresh', 'flowproof cluster up --image-archive images.tar'),
      ),
  )
    .addOption(probeImageOption())
    .action(async (flags: KindFlags) => {
      const { clusterUp } = await import('../../app/cluster.ts');
      using progress = await createProgress(io.stderr);
      const options = kindOptionsOf(flags);
      const { name, created, kubernetesVersion, calicoVersion } = await clusterUp(options, { progress, signal });
      const what = created ? 'is created' : 'was there';
      io.stdout.write(
        `Cluster ${name} ${what}: Kubernetes ${kubernetesVersion}, Calico ${calicoVersion ?? 'absent'}.\n` +
          `Look at it with kubectl: kind export kubeconfig --name ${name}\n`,
      );
    });
  cluster
    .command('down')
    .description('delete the cluster')
    .addHelpText('after', examples('flowproof cluster down', 'flowproof cluster down --cluster shop'))
    .addOption(clusterOption())
    .action(async ({ cluster: name }: { readonly cluster: string }) => {
      const { clusterDown } = await import('../../app/cluster.ts');
      await clusterDown(name, { signal });
      io.stdout.write(`Cluster ${name} is deleted.\n`);
    });
}

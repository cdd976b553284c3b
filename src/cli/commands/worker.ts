import { Option, type Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { readPlan } from '../../environments/cluster/workers/worker-plan.ts';

interface WorkerFlags {
  readonly plan: string;
  readonly index: string;
}

/** Adds `flowproof worker`, which no person types: a pod of the Job of --in-cluster-workers runs it. */
export function addWorker(program: Command, { io, signal }: CommandContext): void {
  program
    .command('worker', { hidden: true })
    .description('run the batches of a plan inside a cluster, and print the results')
    .requiredOption('--plan <folder>', 'where the plans are mounted')
    .addOption(new Option('--index <number>', 'which of them').env('JOB_COMPLETION_INDEX').makeOptionMandatory())
    .action(async ({ plan: folder, index }: WorkerFlags) => {
      const plan = await readPlan(folder, Number(index));
      const { loadKubeconfig } = await import('../../environments/existing/kube-config.ts');
      const { work } = await import('../../environments/cluster/workers/worker.ts');
      const { kubeConfig } = loadKubeconfig({});
      const print = (line: string): void => void io.stdout.write(`${line}\n`);
      const warn = (text: string): void => void io.stderr.write(`${text}\n`);
      await work(kubeConfig, plan, { print, warn }, signal);
    });
}

import { InvalidArgumentError, Option, type Command } from 'commander';
import type { SourceChoice } from '../core/source/source-mode.ts';
import { defaultHome } from '../environments/context/home.ts';
import type { Replicas } from '../environments/context/sources.ts';
import type { ExistingOptions } from '../existing.ts';

/** The flags that name an existing cluster. */
export interface TargetFlags {
  readonly context?: string;
  readonly kubeconfig?: string;
}

/** The flags that say which existing cluster, and how gently. */
export interface ContextFlags extends TargetFlags {
  readonly home: string;
  readonly source: SourceChoice;
  readonly replicas: Replicas;
  readonly maxPods: number;
}

export function addContextOptions(command: Command): Command {
  return command
    .addOption(contextOption())
    .addOption(kubeconfigOption())
    .addOption(homeOption())
    .addOption(sourceOption())
    .addOption(
      new Option('--replicas <which>', 'existing cluster: pods of a workload that send and receive')
        .choices(['one', 'all'])
        .default('all'),
    )
    .addOption(
      new Option('--max-pods <number>', 'existing cluster: probe pods at a time').argParser(atLeastOne).default(50),
    );
}

/** Whether these flags mean an existing cluster. */
export function meansExisting({ context, kubeconfig }: TargetFlags): boolean {
  return context !== undefined || kubeconfig !== undefined;
}

export function contextOption(): Option {
  return new Option('--context <name>', 'an existing cluster, by its context in the kubeconfig').env(
    'FLOWPROOF_CONTEXT',
  );
}

export function kubeconfigOption(): Option {
  return new Option('--kubeconfig <file>', 'existing cluster: kubeconfig (default: KUBECONFIG, or ~/.kube/config)');
}

export function homeOption(): Option {
  return new Option('--home <namespace>', 'existing cluster: namespace for what a run makes for itself').default(
    defaultHome,
  );
}

export function sourceOption(): Option {
  return new Option('--source <how>', 'existing cluster: how traffic is sent as a workload')
    .choices(['auto', 'stand-in', 'ephemeral', 'exec'])
    .default('auto');
}

export function existingOptionsOf(
  { context, kubeconfig, home, source, replicas, maxPods }: ContextFlags,
  { probeImage, apply }: { readonly probeImage: string; readonly apply: boolean },
): ExistingOptions {
  return { context, kubeconfig, home, source, replicas, maxPods, probeImage, apply };
}

function atLeastOne(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It is a number of pods, 1 or more.');
  return value;
}

import { InvalidArgumentError, Option, type Command } from 'commander';
import { sendAsChoices, type SendAs } from '../../identity/send-mode.ts';
import type { Replicas } from '../../environments/existing/existing-sources.ts';
import type { ExistingOptions } from '../../app/existing.ts';
import { version } from '../../model/version.ts';

/** The flags that name an existing cluster. */
export interface TargetFlags {
  readonly context?: string;
  readonly kubeconfig?: string;
}

/** The flags that say which existing cluster, and how gently. */
export interface ExistingFlags extends TargetFlags {
  readonly toolNamespace: string;
  readonly sendAs: SendAs;
  readonly replicas: Replicas;
  readonly maxPods: number;
  readonly inClusterWorkers?: number;
  readonly workerImage: string;
  readonly workerServiceAccount: string;
}

export function addExistingOptions(command: Command): Command {
  return command
    .addOption(contextOption())
    .addOption(kubeconfigOption())
    .addOption(toolNamespaceOption())
    .addOption(sendAsOption())
    .addOption(
      new Option('--replicas <which>', 'existing cluster: pods of a workload that send and receive')
        .choices(['one', 'all'])
        .default('all'),
    )
    .addOption(
      new Option('--max-pods <number>', 'existing cluster: probe pods at a time').argParser(atLeastOne).default(50),
    )
    .addOption(
      new Option(
        '--in-cluster-workers <number>',
        'existing cluster: start the probes from this many pods of a Job there',
      ).argParser(atLeastOne),
    )
    .addOption(
      new Option('--worker-image <image>', 'image of flowproof for that Job')
        .default(`flowproof:${version}`)
        .env('FLOWPROOF_WORKER_IMAGE'),
    )
    .addOption(
      new Option('--worker-service-account <name>', 'account for that Job, in the tool namespace')
        .argParser(label)
        .default('flowproof'),
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

export function toolNamespaceOption(): Option {
  return new Option('--tool-namespace <namespace>', 'existing cluster: namespace for what a run makes for itself')
    .argParser(label)
    .default('flowproof');
}

export function sendAsOption(): Option {
  return new Option('--send-as <how>', 'existing cluster: how traffic is sent as a workload')
    .choices(sendAsChoices)
    .default('auto');
}

export function existingOptionsOf(
  { context, kubeconfig, toolNamespace, sendAs, replicas, maxPods, ...flags }: ExistingFlags,
  { probeImage, apply }: { readonly probeImage: string; readonly apply: boolean },
): ExistingOptions {
  const { inClusterWorkers: count, workerImage: image, workerServiceAccount: serviceAccount } = flags;
  const workers = count === undefined ? undefined : { count, image, serviceAccount };
  return { context, kubeconfig, toolNamespace, sendAs, replicas, maxPods, probeImage, workers, apply };
}

function atLeastOne(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It is a number of pods, 1 or more.');
  return value;
}

/** A name as Kubernetes takes it for a namespace, and for a service account (RFC 1123 label). */
export function label(text: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)) return text;
  throw new InvalidArgumentError('A name has lower-case letters, digits and "-", 63 at the most.');
}

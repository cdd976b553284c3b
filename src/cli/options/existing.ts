import { dnsLabelProblem } from '../../kubernetes/names.ts';
import { InvalidArgumentError, type Option, type Command } from 'commander';
import { sendAsChoices, type SendAs } from '../../identity/send-mode.ts';
import type { Replicas } from '../../environments/cluster/sources.ts';
import { defaultExistingOptions, type ExistingOptions } from '../../environments/existing/existing-options.ts';
import { version } from '../../model/version.ts';
import { wholeNumber } from './numbers.ts';
import { TargetOption } from './target.ts';

/** The flags that name an existing cluster. */
export interface KubeconfigFlags {
  readonly context?: string;
  readonly kubeconfig?: string;
}

/** The flags that say which existing cluster, and how gently. */
export interface ExistingFlags extends KubeconfigFlags {
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
      new TargetOption('existing', '--replicas <which>', 'pods that send and receive')
        .choices(['one', 'all'])
        .default(defaultExistingOptions.replicas),
    )
    .addOption(
      new TargetOption('existing', '--max-pods <number>', 'probe pods at a time')
        .argParser(wholeNumber)
        .default(defaultExistingOptions.maxPods),
    )
    .addOption(
      new TargetOption(
        'existing',
        '--in-cluster-workers <number>',
        'pods of a Job there that start the probes',
      ).argParser(wholeNumber),
    )
    .addOption(
      new TargetOption('existing', '--worker-image <image>', 'of that Job')
        .default(`flowproof:${version}`)
        .env('FLOWPROOF_WORKER_IMAGE'),
    )
    .addOption(
      new TargetOption('existing', '--worker-service-account <name>', 'account of that Job')
        .argParser(label)
        .default('flowproof'),
    );
}

export function contextOption(): Option {
  return new TargetOption('existing', '--context <name>', 'context of the cluster').env('FLOWPROOF_CONTEXT');
}

export function kubeconfigOption(): Option {
  return new TargetOption('existing', '--kubeconfig <file>', 'where that is (KUBECONFIG, ~/.kube/config)');
}

export function toolNamespaceOption(): Option {
  return new TargetOption('existing', '--tool-namespace <name>', 'for what a run makes for itself')
    .argParser(label)
    .default(defaultExistingOptions.toolNamespace);
}

export function sendAsOption(): Option {
  return new TargetOption('existing', '--send-as <how>', 'how traffic is sent as a workload')
    .choices(sendAsChoices)
    .default(defaultExistingOptions.sendAs);
}

export function existingOptionsOf({
  context,
  kubeconfig,
  toolNamespace,
  sendAs,
  replicas,
  maxPods,
  probeImage,
  ...flags
}: ExistingFlags & {
  readonly probeImage: string;
}): Omit<ExistingOptions, 'apply'> {
  const { inClusterWorkers: count, workerImage: image, workerServiceAccount: serviceAccount } = flags;
  const workers = count === undefined ? undefined : { count, image, serviceAccount };
  return { context, kubeconfig, toolNamespace, sendAs, replicas, maxPods, probeImage, workers };
}

/** A name as Kubernetes takes it for a namespace, and for a service account (RFC 1123 label). */
export function label(text: string): string {
  if (dnsLabelProblem(text) === undefined) return text;
  throw new InvalidArgumentError('A name has lower-case letters, digits and "-", 63 at most.');
}

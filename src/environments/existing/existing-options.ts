import type { SendAs } from '../../identity/send-mode.ts';
import { probeImage } from '../probe-image.ts';
import type { WorkerOptions } from '../cluster/workers/job.ts';
import type { Kubeconfig } from './kube-config.ts';
import type { Replicas } from '../cluster/sources.ts';

/** What a user decides about a run in an existing cluster. */
export interface ExistingOptions extends Kubeconfig {
  /** Namespace that holds what the run makes for itself. */
  readonly toolNamespace: string;
  readonly sendAs: SendAs;
  readonly replicas: Replicas;
  /** Probe pods at a time: stand-ins and clients. */
  readonly maxPods: number;
  readonly probeImage: string;
  /** Pods that start the probes. @defaultValue this machine does */
  readonly workers?: WorkerOptions | undefined;
  /** Manifests are applied, where the user's configuration allows it. */
  readonly apply: boolean;
}

export const defaultExistingOptions = {
  toolNamespace: 'flowproof',
  sendAs: 'auto',
  replicas: 'all',
  maxPods: 50,
  probeImage,
  apply: false,
} as const satisfies ExistingOptions;

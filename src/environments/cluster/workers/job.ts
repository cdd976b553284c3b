import type { V1ConfigMap, V1Job, V1PodSpec } from '@kubernetes/client-node';
import { labelsOf, owned, type Owner } from '../labels.ts';
import { restricted } from '../probe-pod.ts';
import { partFile } from './worker-plan.ts';

/** What a user decides about the pods that start probes. */
export interface WorkerOptions {
  /** Pods, each with a slice of the sources. */
  readonly count: number;
  /** An image of flowproof. */
  readonly image: string;
  /** In the tool namespace; it may do what `flowproof rbac --in-cluster-workers` prints. */
  readonly serviceAccount: string;
}

/** Where a part of a plan is. */
export interface PlanPart {
  readonly index: number;
  readonly part: number;
}

const planFolder = '/plan';

/**
 * An Indexed Job with one pod for each slice. Kubernetes tries a pod that died again while the others work, and removes
 * the Job by itself, if the run that made it died.
 */
export function workersJob(
  name: string,
  { owner, options, slices, parts, limitSeconds }: JobOptions,
): V1Job & { readonly metadata: { readonly name: string } } {
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: owner.namespace },
    spec: {
      completionMode: 'Indexed',
      completions: slices,
      parallelism: slices,
      // One pod that fails must not end the others, and each has a second try.
      backoffLimit: 2 * slices,
      activeDeadlineSeconds: limitSeconds,
      ttlSecondsAfterFinished: 600,
      template: workerTemplate(options, {
        runId: owner.runId,
        sources: parts.map((part) => ({
          configMap: { name: partName(name, part), items: [{ key: 'plan', path: partFile(part.index, part.part) }] },
        })),
      }),
    },
  };
  return owned(job, owner);
}

interface JobOptions {
  readonly owner: Owner;
  readonly options: WorkerOptions;
  readonly slices: number;
  readonly parts: readonly PlanPart[];
  readonly limitSeconds: number;
}

/** A pod of the Job; without sources of a plan, one that shows whether the API server would take it. */
export function workerTemplate(
  { image, serviceAccount }: WorkerOptions,
  { runId, sources = [] }: { readonly runId: string; readonly sources?: readonly object[] },
): { readonly metadata: { readonly labels: Record<string, string> }; readonly spec: V1PodSpec } {
  const byNode = {
    topologyKey: 'kubernetes.io/hostname',
    labelSelector: { matchLabels: { [workerLabel]: runId } },
  };
  return {
    metadata: { labels: { ...labelsOf(runId), [workerLabel]: runId } },
    spec: {
      restartPolicy: 'Never',
      serviceAccountName: serviceAccount,
      automountServiceAccountToken: true,
      terminationGracePeriodSeconds: 0,
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: byNode }],
        },
      },
      containers: [
        {
          name: 'worker',
          image,
          imagePullPolicy: 'IfNotPresent',
          args: ['worker', '--plan', planFolder],
          securityContext: restricted,
          resources: { requests: { cpu: '50m', memory: '96Mi' }, limits: { cpu: '1', memory: '384Mi' } },
          volumeMounts: [{ name: 'plan', mountPath: planFolder, readOnly: true }],
        },
      ],
      volumes: [{ name: 'plan', projected: { sources: [...sources] } }],
    },
  };
}

/** For the scheduler to spread them. */
const workerLabel = 'flowproof.dev/worker';

/** The Job that a plan hangs from. */
export interface PlanHolder {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly runId: string;
}

/** The ConfigMap of a part of a plan. It hangs from the Job, so that it goes with it, however the run ends. */
export function planConfigMap(
  { name, namespace, uid, runId }: PlanHolder,
  part: PlanPart,
  packed: Buffer,
): V1ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: partName(name, part),
      namespace,
      labels: labelsOf(runId),
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name, uid }],
    },
    immutable: true,
    binaryData: { plan: packed.toString('base64') },
  };
}

/** Name of the ConfigMap of a part of a plan. */
export function partName(job: string, { index, part }: PlanPart): string {
  return `${job}-${index}-${part}`;
}

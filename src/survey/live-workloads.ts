import { isControlled } from '../kubernetes/live-objects.ts';
import type { Manifest } from '../model/scenario.ts';
import { workloadsOf, type Workload } from '../kubernetes/workload.ts';

/** Workloads that can be probed, and those that cannot, with the reason. */
export interface LiveWorkloads {
  readonly workloads: readonly Workload[];
  /** Whole sentences for a reader. */
  readonly notes: readonly string[];
}

/** The workloads among live objects that have a Ready pod of their own address. What has ended is passed over. */
export function liveWorkloads(manifests: readonly Manifest[]): LiveWorkloads {
  const workloads: Workload[] = [];
  const notes: string[] = [];
  for (const { manifest, workload } of manifests.filter(isOwn).flatMap(workloadIn)) {
    if (workload.kind === 'cronjob' || hasEnded(manifest)) continue;
    const reason = obstacle(workload, manifest);
    if (reason === undefined) workloads.push(workload);
    else notes.push(`${workloadLabel(workload)} is left out: ${reason}.`);
  }
  return { workloads, notes };
}

/** A workload as kubectl takes it, with its namespace: `shop deployment/api`. */
export function workloadLabel({ namespace, kind, name }: Workload): string {
  return `${namespace} ${kind}/${name}`;
}

/** Why a live workload cannot be an endpoint; `undefined` where it can. */
export function obstacle(workload: Workload, manifest: Manifest): string | undefined {
  if (workload.hostNetwork) return "its pods use their node's network, which no policy selects";
  if (Object.keys(workload.labels).length === 0) return 'its pod has no labels, by which it could be told from others';
  if (readyPods(workload, manifest) > 0) return undefined;
  return workload.replicas === 0 ? 'it is scaled to zero' : 'none of its pods is Ready';
}

/** Whether a live object stands for itself, rather than for the workload that made it. */
export function isOwn({ object }: Manifest): boolean {
  return !isControlled(object) || !knownControllers.has(controllerKind(object));
}

/** Other owners of pods, an operator for one, are not read, so their pods stand for themselves. */
const knownControllers = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job']);

function controllerKind({ metadata }: Manifest['object']): string {
  const { ownerReferences = [] } = metadata as { ownerReferences?: { kind: string; controller?: boolean }[] };
  return ownerReferences.find(({ controller }) => controller === true)?.kind ?? '';
}

/** Each live object that is a workload, beside what it says of its pods. */
export function workloadIn(manifest: Manifest): { readonly manifest: Manifest; readonly workload: Workload }[] {
  return workloadsOf([manifest]).map((workload) => ({ manifest, workload }));
}

interface Status {
  readonly readyReplicas?: number;
  /** Of a DaemonSet. */
  readonly numberReady?: number;
  /** Of a Job: pods that are Ready. */
  readonly ready?: number;
  /** Of a pod. */
  readonly phase?: string;
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
}

function readyPods({ kind }: Workload, manifest: Manifest): number {
  const { readyReplicas = 0, numberReady = 0, ready = 0 } = statusOf(manifest);
  if (kind === 'pod') return hasCondition(manifest, 'Ready') ? 1 : 0;
  if (kind === 'daemonset') return numberReady;
  return kind === 'job' ? ready : readyReplicas;
}

function hasEnded(manifest: Manifest): boolean {
  const { phase } = statusOf(manifest);
  if (manifest.object.kind === 'Pod') return phase === 'Succeeded' || phase === 'Failed';
  return manifest.object.kind === 'Job' && ['Complete', 'Failed'].some((type) => hasCondition(manifest, type));
}

function hasCondition(manifest: Manifest, type: string): boolean {
  return (statusOf(manifest).conditions ?? []).some((one) => one.type === type && one.status === 'True');
}

function statusOf({ object }: Manifest): Status {
  return object['status'] ?? {};
}

import { expect, test } from 'vitest';
import { ownerOf } from '../../src/kubernetes/owner.ts';

const controlled = (kind: string, name: string, labels: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'api-7f9c-x2x', labels, ownerReferences: [{ kind, name, controller: true }] },
});

test.for([
  [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } }, 'deployment/api', 'itself'],
  [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api' } }, 'pod/api', 'a pod of its own'],
  [controlled('ReplicaSet', 'api-7f9c', { 'pod-template-hash': '7f9c' }), 'deployment/api', 'a Deployment’s pod'],
  [controlled('ReplicaSet', 'api'), 'replicaset/api', 'a ReplicaSet that no Deployment made'],
  [controlled('StatefulSet', 'db'), 'statefulset/db', 'a StatefulSet’s pod'],
  [controlled('Node', 'worker-1'), 'pod/api-7f9c-x2x', 'a static pod'],
  [controlled('Namespace', 'shop'), 'pod/api-7f9c-x2x', 'a pod that goes with a namespace'],
  [controlled('Rollout', 'api', { 'pod-template-hash': '7f9c' }), 'rollout/api', 'an operator’s pod'],
] as const)('%j belongs to %s: %s', ([object, expected]) => {
  const { kind, name } = ownerOf(object);
  expect(`${kind}/${name}`).toBe(expected);
});

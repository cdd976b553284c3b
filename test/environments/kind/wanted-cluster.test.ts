import { expect, test } from 'vitest';
import {
  findDifferences,
  minorVersionIn,
  type FoundCluster,
  type WantedCluster,
} from '../../../src/environments/kind/wanted-cluster.ts';
import { parseKindVersion } from '../../../src/environments/kind/kind-version.ts';
import { memoryProblem } from '../../../src/environments/kind/memory.ts';

const wanted: WantedCluster = { nodeCount: 3, minorVersion: '1.34', calicoVersion: 'v3.31.0' };
const found: FoundCluster = { nodeCount: 3, readyNodeCount: 3, kubernetesVersion: 'v1.34.4', calicoVersion: 'v3.31.0' };

test.for([
  [{}, {}, [], 'all as asked for'],
  [{}, { kubernetesVersion: 'v1.34.1' }, [], 'another patch release'],
  [{}, { kubernetesVersion: 'v1.33.4' }, ['it runs Kubernetes v1.33.4, not 1.34'], 'another minor release'],
  [{ minorVersion: undefined }, { kubernetesVersion: 'v1.33.4' }, [], 'a node image whose tag names no version'],
  [{}, { nodeCount: 1 }, ['it has 1 node, not 3'], 'fewer nodes'],
  [{}, { calicoVersion: 'v3.30.0' }, ['it runs Calico v3.30.0, not v3.31.0'], 'another Calico'],
  [{ calicoVersion: undefined }, { calicoVersion: 'v3.30.0' }, [], 'a manifest whose version is not known yet'],
  [{}, { calicoVersion: undefined, readyNodeCount: 0 }, [], 'a set-up that was cut short before Calico'],
  [
    {},
    { calicoVersion: undefined },
    ['its network is not the Calico that flowproof installs'],
    'a network of another making',
  ],
] as const)('%o against %o differs in %o: %s', ([asked, is, differences]) => {
  expect(findDifferences({ ...wanted, ...asked }, { ...found, ...is })).toEqual(differences);
});

test.for([
  ['v1.34.4', '1.34'],
  ['kindest/node:v1.34.4', '1.34'],
  ['localhost:5000/node:v1.30.0@sha256:0123', '1.30'],
  ['registry:5000/kindest/node', undefined],
  ['my-node:latest', undefined],
] as const)('the minor version in %s is %s', ([text, version]) => {
  expect(minorVersionIn(text)).toBe(version);
});

test.for([
  ['kind v0.33.0 go1.26.8 linux/amd64', [0, 33]],
  ['kind v0.28.0-alpha+5f3c go1.23 darwin/arm64', [0, 28]],
  ['kind 1.0.2', [1, 0]],
  ['Usage: kind [a program of another kind]', undefined],
] as const)('"%s" is version %o', ([printed, version]) => {
  expect(parseKindVersion(printed)).toEqual(version);
});

const GIB = 1024 ** 3;

test.for([
  [8 * GIB, 6 * GIB, undefined, 'plenty'],
  [3.8 * GIB, undefined, undefined, 'Docker Desktop set to 4 GiB'],
  [2 * GIB, undefined, 'Containers have 2.0 GiB of memory here; a cluster of three nodes needs 4 GiB.', 'too small'],
  [8 * GIB, 1 * GIB, 'Only 1.0 GiB of memory is free; a new cluster needs 2.0 GiB.', 'other programs have it'],
  [undefined, undefined, undefined, 'an engine that does not tell'],
] as const)('%d bytes, %d free: %s, with %s', ([total, available, message]) => {
  expect(memoryProblem({ total, available })?.message).toBe(message);
});

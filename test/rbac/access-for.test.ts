import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { accessFor } from '../../src/rbac/access-for.ts';
import { sendAsChoices, type SendAs } from '../../src/identity/send-mode.ts';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import type { EndpointNamespace } from '../../src/scenario/endpoint-namespaces.ts';
import { anyNeeds, anyPlaces, grantsOf } from '../helpers/access.ts';

const shop: EndpointNamespace = { kind: 'pods', namespace: 'shop', sends: true };

/** What a run in this mode may do in namespace shop beyond what one that only receives there may. */
function toSend(place: EndpointNamespace, mode: SendAs): string[] {
  const only = grantsOf(accessFor([{ ...shop, sends: false }], { mode, toolNamespace: 'home' }));
  return grantsOf(accessFor([place], { mode, toolNamespace: 'home' }))
    .filter((grant) => !only.includes(grant))
    .map((grant) => grant.replace(' "" in "shop"', ''));
}

const exec = ['get pods/exec.', 'create pods/exec.'];
const pods = ['create pods.', 'patch pods.', 'delete pods.'];
const counted = ['list poddisruptionbudgets.policy', 'list horizontalpodautoscalers.autoscaling'];
const patch = ['patch pods/ephemeralcontainers.'];

test.for([
  [shop, 'exec', exec, 'no more than the exec'],
  [shop, 'ephemeral', [...exec, ...patch], 'a container in a pod that stands'],
  [shop, 'stand-in', [...exec, ...pods, ...counted], 'a pod of its own, which nobody may count'],
  [shop, 'auto', [...exec, ...pods, ...counted, ...patch], 'either'],
  [{ ...shop, kind: 'client' }, 'exec', [...exec, ...pods, ...counted], 'clients are pods of the run in every mode'],
] as const)('%o by %s takes %j: %s', ([place, mode, expected]) => {
  const wanted: string[] = [...expected];
  expect(toSend(place, mode).toSorted()).toEqual(wanted.toSorted());
});

test('where nothing is sent from, a run only reads and asks servers, whatever the mode', () => {
  for (const mode of sendAsChoices) {
    const rules = accessFor([{ ...shop, sends: false }], { mode, toolNamespace: 'home' });
    const there = rules.filter(({ namespace }) => namespace !== 'home');
    const written = there.filter(({ verbs }) => verbs.some((verb) => verb !== 'get' && verb !== 'list'));
    expect(written.map(({ resource }) => resource)).toEqual(['pods/portforward']);
    expect(there.map(({ resource }) => resource)).not.toContain('pods/exec');
  }
});

test('nothing is allowed by a wildcard, or to write what is not pods; cluster-wide, each object has its name', () => {
  const property = fc.property(anyPlaces, anyNeeds, (places, needs) => {
    const rules = accessFor(places, { ...needs, makesToolNamespace: false });
    expect(grantsOf(rules).filter((grant) => /\*|secret|serviceaccount|role|node/.test(grant))).toEqual([]);
    const nameless = rules.filter(({ namespace, resourceName }) => namespace === undefined && !resourceName);
    expect(nameless).toEqual([]);
    const written = rules.filter(({ verbs }) => verbs.some((verb) => verb !== 'get' && verb !== 'list'));
    const elsewhere = written.filter(({ namespace }) => namespace !== 'home').map(({ resource }) => resource);
    expect(['pods', 'pods/exec', 'pods/portforward', 'pods/ephemeralcontainers']).toEqual(
      expect.arrayContaining(elsewhere),
    );
  });
  fc.assert(property);
});

test('no verb is allowed twice, and a namespace that no endpoint is in is not touched', () => {
  const property = fc.property(anyPlaces, anyNeeds, (places, needs) => {
    const rules = accessFor(places, needs);
    expect(grantsOf(rules)).toEqual([...new Set(grantsOf(rules))]);
    const known = ['home', ...places.map(({ namespace }) => namespace)];
    for (const { namespace, resourceName = 'home' } of rules) expect(known).toContain(namespace ?? resourceName);
  });
  fc.assert(property);
});

test('exec needs the least, auto as much as stand-ins and ephemeral containers together', () => {
  const property = fc.property(anyPlaces, anyNeeds, (places, needs) => {
    const by = (mode: SendAs): string[] => grantsOf(accessFor(places, { ...needs, mode })).toSorted();
    const either = new Set([...by('stand-in'), ...by('ephemeral')]);
    expect(by('stand-in')).toEqual(expect.arrayContaining(by('exec')));
    expect(by('ephemeral')).toEqual(expect.arrayContaining(by('exec')));
    expect(by('auto')).toEqual([...either].toSorted());
  });
  fc.assert(property);
});

test('another endpoint, a tool namespace to make, or workers never take a permission away', () => {
  const property = fc.property(anyPlaces, anyPlaces, anyNeeds, (some, others, needs) => {
    const few = grantsOf(accessFor(some, { ...needs, makesToolNamespace: false, workers: false }));
    const many = grantsOf(accessFor([...others, ...some], { ...needs, makesToolNamespace: true, workers: true }));
    expect(many).toEqual(expect.arrayContaining(few));
  });
  fc.assert(property);
});

test('the Leases of others are out of reach', () => {
  const leases = accessFor([], { mode: 'auto', toolNamespace: 'home' }).filter(({ resource }) => resource === 'leases');
  expect(leases.map(({ resourceName, verbs }) => [resourceName, verbs])).toEqual([
    [undefined, ['create']],
    ['flowproof', ['list', 'update', 'delete']],
  ]);
});

test('a tool namespace that is absent takes the creation of namespaces, and the deletion of that one', () => {
  const standing = grantsOf(accessFor([shop], { mode: 'exec', toolNamespace: 'home' }));
  const absent = grantsOf(accessFor([shop], { mode: 'exec', toolNamespace: 'home', makesToolNamespace: true }));
  expect(absent.filter((grant) => !standing.includes(grant))).toEqual([
    'create namespaces. "" in ""',
    'delete namespaces. "home" in ""',
  ]);
});

const manifests = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: BaselineAdminNetworkPolicy
metadata: { name: default }
`;

test('manifests take what their kinds need, each in its namespace, and a look at the pods that start', () => {
  const needs = { mode: 'exec', toolNamespace: 'home' } as const;
  const without = grantsOf(accessFor([], needs));
  const applied = accessFor([], { ...needs, manifests: parseManifests(manifests, 'm.yaml').manifests });
  const all = (object: string): string[] =>
    ['get', 'list', 'create', 'patch', 'delete'].map((verb) => `${verb} ${object}`);
  const ofCluster = (resource: string, name: string): string[] => [
    ...['list', 'create'].map((verb) => `${verb} ${resource} "" in ""`),
    ...['get', 'patch', 'delete'].map((verb) => `${verb} ${resource} "${name}" in ""`),
  ];
  const added = grantsOf(applied).filter((grant) => !without.includes(grant));
  expect(added.toSorted()).toEqual(
    [
      ...ofCluster('namespaces.', 'shop'),
      ...ofCluster('baselineadminnetworkpolicies.policy.networking.k8s.io', 'default'),
      ...all('deployments.apps "" in "shop"'),
      ...all('ingresses.networking.k8s.io "" in "shop"'),
      ...all('networkpolicies.networking.k8s.io "" in "default"'),
      'list pods. "" in "shop"',
    ].toSorted(),
  );
});

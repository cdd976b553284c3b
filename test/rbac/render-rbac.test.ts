import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { accessFor } from '../../src/rbac/access-for.ts';
import { renderMissing, renderRbac } from '../../src/rbac/render-rbac.ts';
import { mergeRules } from '../../src/rbac/merge-rules.ts';
import { anyNeeds, anyPlaces, anyRule, grantsIn, grantsOf, objectsIn } from '../helpers/access.ts';

const options = {
  serviceAccount: 'flowproof',
  toolNamespace: 'home',
  toolNamespaceExists: false,
  command: 'flowproof verify shop',
};

test('the roles allow what the rules say, nothing more, and all are bound to the account', () => {
  const property = fc.property(anyPlaces, anyNeeds, (places, needs) => {
    const rules = accessFor(places, needs);
    const yaml = renderRbac(rules, options);
    expect(grantsIn(yaml).toSorted()).toEqual(grantsOf(rules).toSorted());
    const objects = objectsIn(yaml);
    const key = ({ metadata }: (typeof objects)[number]): string => `${metadata.namespace}/${metadata.name}`;
    const of = (kind: string): string[] =>
      objects
        .filter((one) => one.kind === kind)
        .map(key)
        .toSorted();
    expect(of('RoleBinding')).toEqual(of('Role'));
    expect(of('ClusterRoleBinding')).toEqual(of('ClusterRole'));
    expect(new Set(of('Role')).size).toBe(of('Role').length);
    for (const { kind, metadata, roleRef, subjects } of objects) {
      expect(metadata.labels['app.kubernetes.io/managed-by']).toBe('flowproof');
      if (!roleRef) continue;
      expect(roleRef).toMatchObject({ kind: kind.replace('Binding', ''), name: metadata.name });
      expect(subjects).toEqual([{ kind: 'ServiceAccount', name: 'flowproof', namespace: 'home' }]);
    }
  });
  fc.assert(property, { numRuns: 25 });
});

test('whatever is missing, the Role allows it and nothing more', () => {
  const property = fc.property(fc.array(anyRule), (some) => {
    const rules = mergeRules(some);
    const yaml = renderMissing(rules, { name: 'flowproof-missing', subject: undefined });
    expect(grantsIn(yaml).toSorted()).toEqual(grantsOf(rules).toSorted());
  });
  fc.assert(property);
});

test('a namespace, the account in it, and roles with a reason for every rule are printed', () => {
  const rules = accessFor([{ kind: 'pods', namespace: 'no', sends: true }], {
    mode: 'ephemeral',
    toolNamespace: 'flowproof',
  });
  expect(renderRbac(rules, { ...options, toolNamespace: 'flowproof' })).toMatchInlineSnapshot(`
    "# The least that a service account has to be allowed for:
    # flowproof verify shop

    # Leave this out where it exists and others have pods in it: its label would hold for them, too.
    apiVersion: v1
    kind: Namespace
    metadata: {name: flowproof, labels: {app.kubernetes.io/managed-by: flowproof, pod-security.kubernetes.io/enforce: restricted}}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: flowproof, namespace: flowproof, labels: {app.kubernetes.io/managed-by: flowproof}}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: flowproof, labels: {app.kubernetes.io/managed-by: flowproof}}
    rules:
      # to see that it is there, and its labels
      - {apiGroups: [""], resources: [namespaces], resourceNames: ["no"], verbs: [get]}
      # to let it own what a run makes
      - {apiGroups: [""], resources: [namespaces], resourceNames: [flowproof], verbs: [get]}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: flowproof, labels: {app.kubernetes.io/managed-by: flowproof}}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: flowproof}
    subjects:
      - {kind: ServiceAccount, name: flowproof, namespace: flowproof}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: flowproof, namespace: flowproof, labels: {app.kubernetes.io/managed-by: flowproof}}
    rules:
      # to keep two runs apart
      - {apiGroups: [coordination.k8s.io], resources: [leases], verbs: [create]}
      - {apiGroups: [coordination.k8s.io], resources: [leases], resourceNames: [flowproof], verbs: [list, update, delete]}
      # to make canaries, which show when policies are in force
      - {apiGroups: [""], resources: [pods], verbs: [get, list, create, patch, delete]}
      - {apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [list, create, patch, delete]}
      # to send probes from its pods
      - {apiGroups: [""], resources: [pods/exec], verbs: [get, create]}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: flowproof, namespace: flowproof, labels: {app.kubernetes.io/managed-by: flowproof}}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: flowproof}
    subjects:
      - {kind: ServiceAccount, name: flowproof, namespace: flowproof}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: flowproof, namespace: "no", labels: {app.kubernetes.io/managed-by: flowproof}}
    rules:
      # to find the pods of endpoints
      - {apiGroups: [""], resources: [pods], verbs: [get, list]}
      # to see which pods stand behind its Services
      - {apiGroups: [""], resources: [services], verbs: [get, list]}
      - {apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [list]}
      # to find workloads by their names
      - {apiGroups: [apps], resources: [deployments, statefulsets, daemonsets, replicasets], verbs: [list]}
      - {apiGroups: [batch], resources: [jobs], verbs: [list]}
      # to say which policy explains what was observed
      - {apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [list]}
      # to see from inside whether servers listen
      - {apiGroups: [""], resources: [pods/portforward], verbs: [get, create]}
      # to send probes from its pods
      - {apiGroups: [""], resources: [pods/exec], verbs: [get, create]}
      # to add a container for probing to its pods
      - {apiGroups: [""], resources: [pods/ephemeralcontainers], verbs: [patch]}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: flowproof, namespace: "no", labels: {app.kubernetes.io/managed-by: flowproof}}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: flowproof}
    subjects:
      - {kind: ServiceAccount, name: flowproof, namespace: flowproof}
    "
  `);
});

test.for([
  ['flowproof', 'flowproof', 'flowproof', 'the names that go without saying'],
  ['flowproof', 'view', 'flowproof:flowproof:view', 'no ClusterRole of Kubernetes is replaced'],
  ['ci', 'flowproof', 'flowproof:ci:flowproof', 'the roles of another tool namespace are not'],
] as const)('in %s, roles of %s are called %s: %s', ([home, serviceAccount, name]) => {
  const rules = accessFor([], { mode: 'auto', toolNamespace: home });
  const roles = objectsIn(renderRbac(rules, { ...options, toolNamespace: home, serviceAccount })).filter(
    (one) => one.rules,
  );
  expect(new Set(roles.map(({ metadata }) => metadata.name))).toEqual(new Set([name]));
  expect(roles).toHaveLength(2);
});

test('a tool namespace that others live in is left as it is', () => {
  const kinds = objectsIn(renderRbac([], { ...options, toolNamespaceExists: true })).map(({ kind }) => kind);
  expect(kinds).toEqual(['ServiceAccount']);
});

const missing = [
  { namespace: 'shop', apiGroup: '', resource: 'pods/exec', verbs: ['create'], why: 'to send probes from its pods' },
] as const;

test('what is missing is a Role with its binding', () => {
  const subject = { kind: 'User', name: 'jane', apiGroup: 'rbac.authorization.k8s.io' } as const;
  expect(renderMissing(missing, { name: 'flowproof-missing', subject })).toMatchInlineSnapshot(`
    "apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: flowproof-missing, namespace: shop, labels: {app.kubernetes.io/managed-by: flowproof}}
    rules:
      # to send probes from its pods
      - {apiGroups: [""], resources: [pods/exec], verbs: [create]}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: flowproof-missing, namespace: shop, labels: {app.kubernetes.io/managed-by: flowproof}}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: flowproof-missing}
    subjects:
      - {kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}
    "
  `);
});

test('of an account that nobody knows, what is missing is a Role alone', () => {
  const objects = objectsIn(renderMissing(missing, { name: 'flowproof-missing', subject: undefined }));
  expect(objects.map(({ kind }) => kind)).toEqual(['Role']);
});

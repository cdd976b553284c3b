import { expect, test } from 'vitest';
import { accessFor } from '../../src/rbac/access-for.ts';
import { describeAccess } from '../../src/rbac/describe-access.ts';
import { mergeRules } from '../../src/rbac/merge-rules.ts';
import { objectLabel } from '../../src/rbac/object-label.ts';

const rules = accessFor([{ kind: 'pods', namespace: 'shop', sends: true }], { mode: 'exec', toolNamespace: 'home' });

test('what a run has to be allowed is told, place by place', () => {
  expect(describeAccess(rules)).toMatchInlineSnapshot(`
    [
      "Has to be allowed in the whole cluster: get namespaces "shop", namespaces "home".",
      "Has to be allowed in namespace home: create leases.coordination.k8s.io; list, update, delete leases.coordination.k8s.io "flowproof"; get, list, create, patch, delete pods; list, create, patch, delete networkpolicies.networking.k8s.io; get, create pods/exec.",
      "Has to be allowed in namespace shop: get, list pods, services; list endpointslices.discovery.k8s.io, deployments.apps, statefulsets.apps, daemonsets.apps, replicasets.apps, jobs.batch, networkpolicies.networking.k8s.io; get, create pods/portforward, pods/exec.",
    ]
  `);
});

test('no rule is left out, and none is told that is not there', () => {
  const told = describeAccess(mergeRules(rules)).join(' ');
  for (const rule of rules) expect(told).toContain(objectLabel(rule));
  expect(told.match(/Has to be allowed/g)?.length).toBe(new Set(rules.map(({ namespace }) => namespace)).size);
});

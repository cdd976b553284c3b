import { expect, test } from 'vitest';
import { loadScenario } from '../../../src/app/load.ts';
import { explain, type Question } from '../../../src/analysis/explain.ts';
import { renderExplanation } from '../../../src/reporters/terminal/explain.ts';
import { adminManifest, podManifest, policyManifest } from '../../helpers/world.ts';
import { scenarioOf } from '../../helpers/scenario.ts';

async function explained(folder: string, question: Question): Promise<string> {
  return renderExplanation(explain(await loadScenario(folder), question), { width: 100, color: false });
}

test('a flow that is allowed names the rule that matches', async () => {
  const text = await explained('scenarios/task-api', { from: 'task-api', to: 'postgres' });
  expect(text).toMatchInlineSnapshot(`
    "flowproof explain task-api → postgres:5432 in stage databases
    declared allowed, by scenarios/task-api/scenario.yaml:46

    task-api/task-api-1 (app=task-api) → database/postgres-0 (app=postgres), port 5432: allowed
      egress of task-api/task-api-1: allowed, by one of 3 policies that select it
        allow-database-egress, rule 1 (scenarios/task-api/policies/allow-database-egress.yaml:8), 5432
          to app=postgres in namespace database: matches
      ingress of database/postgres-0: allowed, because no policy selects it for ingress

    allowed, as declared
    "
  `);
});

test('a flow that is blocked tells of each rule what it lacks', async () => {
  const text = await explained('scenarios/mistakes/pod-selector-alone', { from: 'task-api', to: 'postgres' });
  expect(text).toMatchInlineSnapshot(`
    "flowproof explain task-api → postgres:5432 in stage final
    declared allowed, by scenarios/mistakes/pod-selector-alone/scenario.yaml:31

    task-api/task-api-1 (app=task-api) → database/postgres-0 (app=postgres), port 5432: blocked
      egress of task-api/task-api-1: denied, because no rule of the policies that select it matches
        default-deny-all (scenarios/mistakes/pod-selector-alone/policies.yaml:1): has no egress rule
        allow-dns-egress, rule 1 (scenarios/mistakes/pod-selector-alone/policies.yaml:15), 53/UDP or
          53 to every pod in namespace kube-system: another peer, and another port
        allow-database-egress, rule 1 (scenarios/mistakes/pod-selector-alone/policies.yaml:40), 5432
          to app=postgres in namespace task-api: another peer: without a namespaceSelector its
          podSelector app=postgres means namespace task-api
        allow-database-egress, rule 2 (scenarios/mistakes/pod-selector-alone/policies.yaml:44), 6379
          to app=redis in namespace cache: another peer, and another port
      ingress of database/postgres-0: allowed, because no policy selects it for ingress

    blocked, though declared allowed
    "
  `);
});

test('the look-up of a name is a step of its own, told once for DNS servers that are alike', async () => {
  const text = await explained('scenarios/mistakes/dns-forgotten', { from: 'task-api', to: 'postgres-by-name' });
  expect(text).toMatchInlineSnapshot(`
    "flowproof explain task-api → postgres-by-name:5432 in stage final
    declared allowed, by scenarios/mistakes/dns-forgotten/scenario.yaml:34

    task-api/task-api-1 (app=task-api) → database/postgres-0 (app=postgres), port 5432: blocked
      the name is looked up first: task-api/task-api-1 (app=task-api) → kube-system/coredns-1
        (k8s-app=kube-dns), port 53/UDP
        egress of task-api/task-api-1: denied, because no rule of the policies that select it matches
          default-deny-all (scenarios/mistakes/dns-forgotten/policies.yaml:1): has no egress rule
          allow-database-egress, rule 1 (scenarios/mistakes/dns-forgotten/policies.yaml:27), 5432 to
            app=postgres in namespace database: another peer, and another port
          allow-database-egress, rule 2 (scenarios/mistakes/dns-forgotten/policies.yaml:32), 6379 to
            app=redis in namespace cache: another peer, and another port
        ingress of kube-system/coredns-1: allowed, because no policy selects it for ingress
      egress of task-api/task-api-1: allowed, by one of 2 policies that select it
        allow-database-egress, rule 1 (scenarios/mistakes/dns-forgotten/policies.yaml:27), 5432 to
          app=postgres in namespace database: matches
      ingress of database/postgres-0: allowed, because no policy selects it for ingress

    blocked, though declared allowed
    "
  `);
});

test('paths that are decided alike are told once, others apart', () => {
  const scenario = scenarioOf(
    `name: shop
manifests: [shop.yaml]
endpoints:
  api: { pods: { namespace: default, podSelector: { matchExpressions: [{ key: app, operator: Exists }] } } }
  client: { client: { namespace: default, labels: { role: x } } }
  internet: { outside: true }
otherwise: blocked`,
    {
      'shop.yaml': [
        podManifest('default/open app=open web:80'),
        podManifest('default/shut app=shut web:80'),
        policyManifest('default/p', '{ podSelector: { matchLabels: { app: shut } } }'),
        'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: x, namespace: default }',
      ].join('\n---\n'),
    },
  );
  const screen = { width: 100, color: false };
  expect(renderExplanation(explain(scenario, { from: 'client', to: 'api:80' }), screen)).toMatchInlineSnapshot(`
    "flowproof explain client → api:80 in stage final
    declared blocked, by scenario.yaml:7

    default/client-1 (role=x) → default/open (app=open), port 80 (and 1 path alike): allowed
      egress of default/client-1: allowed, because no policy selects it for egress
      ingress of default/open: allowed, because no policy selects it for ingress

    default/client-1 (role=x) → default/shut (app=shut), port 80 (and 1 path alike): blocked
      egress of default/client-1: allowed, because no policy selects it for egress
      ingress of default/shut: denied, because no rule of the policies that select it matches
        p (shop.yaml:14): has no ingress rule

    some paths are allowed, others blocked, though declared blocked
    partial: CiliumNetworkPolicy default/x is not understood: it may allow or deny more than is said
    here (shop.yaml:19)
    "
  `);
  expect(renderExplanation(explain(scenario, { from: 'internet', to: 'api:81' }), screen)).toMatchInlineSnapshot(`
    "flowproof explain internet → api:81 in stage final
    not declared in this scenario

    203.0.113.3 → default/open (app=open), port 81: allowed
      egress of 203.0.113.3: allowed, because policies select pods only
      ingress of default/open: allowed, because no policy selects it for ingress

    203.0.113.3 → default/shut (app=shut), port 81: blocked
      egress of 203.0.113.3: allowed, because policies select pods only
      ingress of default/shut: denied, because no rule of the policies that select it matches
        p (shop.yaml:14): has no ingress rule

    some paths are allowed, others blocked
    partial: CiliumNetworkPolicy default/x is not understood: it may allow or deny more than is said
    here (shop.yaml:19)
    "
  `);
});

test('a port that the Service does not have is no path', async () => {
  const text = await explained('scenarios/task-api', { from: 'web', to: 'redis:99' });
  expect(text).toMatchInlineSnapshot(`
    "flowproof explain web → redis:99 in stage databases
    not declared in this scenario

    There is no path: either end has no pods, or the Service has no such port.

    unknown
    "
  `);
});

test('admin policies are told in the order in which they are asked', () => {
  const admin = (name: string, priority: number, rules: string): string =>
    adminManifest(`AdminNetworkPolicy ${name}`, `{ priority: ${priority}, subject: { namespaces: {} }, ${rules} }`);
  const stepsWith = (...policies: string[]): string => {
    const scenario = scenarioOf(
      `name: shop
manifests: [shop.yaml]
endpoints:
  api: { pods: { namespace: default, workload: pod/api } }
  client: { client: { namespace: default } }
otherwise: blocked`,
      { 'shop.yaml': [podManifest('default/api app=api web:80'), ...policies].join('\n---\n') },
    );
    const text = renderExplanation(explain(scenario, { from: 'client', to: 'api:80' }), { width: 100, color: false });
    return text.split('\n').slice(3).join('\n');
  };
  const from = 'from: [{ namespaces: {} }]';
  const pass = admin(
    'b',
    2,
    `ingress: [{ action: Deny, ${from}, ports: [{ portNumber: { port: 1 } }] }, { action: Pass, ${from} }]`,
  );
  const other = admin('a', 1, `ingress: [{ action: Deny, ${from}, ports: [{ namedPort: other }] }]`);
  const baseline = adminManifest(
    'BaselineAdminNetworkPolicy default',
    `{ subject: { namespaces: {} }, ingress: [{ action: Deny, ${from} }], egress: [{ action: Deny, to: [{ nodes: {} }, { networks: [192.0.2.0/24] }] }] }`,
  );
  expect(stepsWith(pass, other, policyManifest('default/p', '{ podSelector: {} }'))).toMatchInlineSnapshot(`
    "default/client-1 → default/api (app=api), port 80 (and 1 path alike): blocked
      egress of default/client-1: allowed, because no policy selects it for egress
      ingress of default/api: denied, because no rule of the policies that select it matches
        AdminNetworkPolicy a (shop.yaml:14), admin tier, priority 1: no ingress rule matches
        AdminNetworkPolicy b, rule 2 (shop.yaml:11), admin tier, priority 2, every port from every pod
          in every namespace: matches, and passes to the next tier
        p (shop.yaml:20): has no ingress rule

    blocked, as declared
    "
  `);
  expect(stepsWith(pass, other, baseline)).toMatchInlineSnapshot(`
    "default/client-1 → default/api (app=api), port 80 (and 1 path alike): blocked
      egress of default/client-1: allowed, because no admin policy decides, and no NetworkPolicy
        selects it for egress
        BaselineAdminNetworkPolicy default (shop.yaml:20): no egress rule matches
      ingress of default/api: denied, by BaselineAdminNetworkPolicy default
        AdminNetworkPolicy a (shop.yaml:14), admin tier, priority 1: no ingress rule matches
        AdminNetworkPolicy b, rule 2 (shop.yaml:11), admin tier, priority 2, every port from every pod
          in every namespace: matches, and passes to the next tier
        BaselineAdminNetworkPolicy default, rule 1 (shop.yaml:23), every port from every pod in every
          namespace: matches, and denies

    blocked, as declared
    "
  `);
  const named = adminManifest(
    'AdminNetworkPolicy named',
    '{ priority: 3, subject: { namespaces: {} }, egress: [{ action: Allow, to: [{ domainNames: [a.example] }] }] }',
  );
  expect(stepsWith(named).replaceAll(/\s+/g, ' ')).toContain(
    'partial: AdminNetworkPolicy named: egress rule 1 is about addresses of domain names, which are not known (shop.yaml:11)',
  );
});

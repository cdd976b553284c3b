import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMain } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { podManifest, policyManifest } from '../helpers/world.ts';

const scenario = 'scenarios/gateway-to-service';

test.for(['terminal', 'markdown', 'csv', 'dot'])('connections as %s', async (format) => {
  const { exitCode, all } = await runMain(['connections', scenario, '--format', format, '--workload', 'orders']);
  expect([exitCode, all]).toMatchSnapshot();
});

test('as JSON, lists hold names, and who each of them is stands there once', async () => {
  const folder = await temporaryFolder();
  const db = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: c, image: c }] } }`;
  const rules = `
  ingress:
    - from: [{ podSelector: { matchLabels: { app: web } } }, { ipBlock: { cidr: 10.0.0.0/8, except: [10.0.1.0/24] } }]
      ports: [{ port: 5432 }]`;
  const first = '{ matchLabels: { apps.kubernetes.io/pod-index: "0" } }';
  const policy = policyManifest('shop/db', `\n  podSelector: ${first}${rules}`);
  await writeFile(join(folder, 'all.yaml'), [db, policy].join('\n---\n'));
  const flags = ['--exposure', '--direction', 'ingress', '--port', '5432'];
  const { all } = await runMain(['connections', folder, '--format', 'json', ...flags]);
  expect(all).toMatchInlineSnapshot(`
    "{
      "schemaVersion": 1,
      "parties": {
        "other pods with app=web in shop (none here)": {
          "otherPods": {
            "labels": {
              "app": "web"
            },
            "namespace": "shop",
            "areThere": false
          }
        },
        "10.0.0.0/8 except 10.0.1.0/24": {
          "block": "10.0.0.0/8",
          "except": [
            "10.0.1.0/24"
          ]
        },
        "shop/statefulset/db#1": {
          "namespace": "shop",
          "kind": "statefulset",
          "name": "db",
          "pods": [
            "db-0"
          ]
        },
        "other pods": {
          "otherPods": {
            "labels": {},
            "namespace": {},
            "areThere": true
          }
        },
        "0.0.0.0/0": {
          "block": "0.0.0.0/0",
          "except": []
        },
        "::/0": {
          "block": "::/0",
          "except": []
        },
        "shop/statefulset/db#2": {
          "namespace": "shop",
          "kind": "statefulset",
          "name": "db",
          "pods": [
            "db-1"
          ]
        },
        "shop/statefulset/db#3": {
          "namespace": "shop",
          "kind": "statefulset",
          "name": "db",
          "pods": [
            "db-2"
          ]
        }
      },
      "connections": [
        {
          "from": [
            "other pods with app=web in shop (none here)",
            "10.0.0.0/8 except 10.0.1.0/24"
          ],
          "to": [
            "shop/statefulset/db#1"
          ],
          "verdict": "allowed",
          "ports": [
            {
              "protocol": "TCP",
              "first": 5432,
              "last": 5432
            }
          ]
        },
        {
          "from": [
            "other pods",
            "other pods with app=web in shop (none here)",
            "0.0.0.0/0",
            "::/0"
          ],
          "to": [
            "shop/statefulset/db#2",
            "shop/statefulset/db#3"
          ],
          "verdict": "allowed",
          "ports": [
            {
              "protocol": "TCP",
              "first": 5432,
              "last": 5432
            }
          ]
        }
      ],
      "unknown": []
    }"
  `);
});

test('why each is allowed is told on demand', async () => {
  const { all } = await runMain([
    'connections',
    scenario,
    '--why',
    '--workload',
    'orders/orders',
    '--peer',
    'postgres',
  ]);
  expect(all).toMatchInlineSnapshot(`
    "data
      orders/orders → postgres: 5432
          egress rule 1 of allow-postgres (scenarios/gateway-to-service/policies.yaml:47) allows 5432 to
          app=postgres in namespace data; ingress rule 1 of allow-orders
          (scenarios/gateway-to-service/policies.yaml:96) allows 5432 from app=orders in namespace
          orders

    What else was asked for is blocked."
  `);
});

test.for<[string, string[]]>([
  ['what enters', ['--direction', 'ingress']],
  ['what leaves', ['--direction', 'egress']],
  ['a port', ['--port', '53/udp']],
  ['an address', ['--peer', '203.0.113.7']],
  ['a namespace', ['--peer', 'data']],
  ['what comes from outside', ['--from-outside']],
])('a focus is on %s', async ([, flags]) => {
  const { all } = await runMain(['connections', scenario, '--workload', 'orders/deployment/orders', ...flags]);
  expect(all).toMatchSnapshot();
});

test('manifests need not create the namespaces that they are for', async () => {
  const folder = await temporaryFolder();
  const web = podManifest('shop/web app=web');
  const db = podManifest('data/db app=db');
  const policy = policyManifest(
    'data/db',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 5432 }] }] }',
  );
  await writeFile(join(folder, 'all.yaml'), [web, db, policy].join('\n---\n'));
  const { all } = await runMain(['connections', folder, '--workload', 'db', '--direction', 'ingress']);
  expect(all).toMatchInlineSnapshot(`
    "data
      anyone but kube-system/kube-apiserver and every address outside → db: 5432

    What else was asked for is blocked."
  `);
});

test('what workloads are exposed to is told by the labels that their policies ask for', async () => {
  const { all } = await runMain(['connections', scenario, '--exposure', '--direction', 'ingress']);
  expect(all).toMatchInlineSnapshot(`
    "several namespaces
      other pods, every address outside → every workload of default, every workload of edge,
        internet/internet: every port

    data
      other pods with app=orders in orders → postgres: 5432

    orders
      other pods with app=envoy in edge → orders: 8080

    What else was asked for is blocked."
  `);
});

test.for<[string[], string]>([
  [[scenario, '--exposure', '--peer', 'data'], '--exposure is to what is not there'],
  [['scenarios'], 'each is a system of its own'],
  [[scenario, '--workload', 'order'], 'nothing here is called "order"; did you mean "orders"?'],
  [[scenario, '--peer', '10.0.0.0/33'], '10.0.0.0/33 is no block of addresses: a prefix is 0 to 32'],
  [[scenario, '--peer', 'fd00::/129'], 'fd00::/129 is no block of addresses: a prefix is 0 to 128'],
  [[scenario, '--peer', '10.0.0.0/8'], '10.0.0.0/8 is a block of addresses, and what it holds may be of several peers'],
  [[scenario, '--peer', '10/web'], 'nothing here is called "10/web"'],
  [[scenario, '--direction', 'ingress'], 'none is named'],
  [[scenario, '--from-outside', '--peer', 'data'], '--from-outside names the peer'],
  [[scenario, '--port', '0'], 'It is a number, or a number and udp'],
  [['nowhere'], 'cannot read nowhere: there is no such file'],
  [[], 'nothing is named'],
  [[scenario, '-n', 'Shop'], 'A name has lower-case letters'],
])('connections of %j are refused', async ([args, problem]) => {
  const { exitCode, all } = await runMain(['connections', ...args]);
  expect([exitCode, all]).toEqual([2, expect.stringContaining(problem)]);
});

import { expect, test } from 'vitest';
import { planAddresses } from '../../src/policy/addresses.ts';
import { resolvConf, zoneOf } from '../../src/netns-plan/zone.ts';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { buildWorld } from '../../src/policy/build-world.ts';

const { manifests } = parseManifests(
  `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ ports: [{ containerPort: 5432 }] }] } }
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }
`,
  'shop.yaml',
);
const world = buildWorld(manifests, planAddresses('ipv4'));

test('a Service is known by its cluster IP, a headless one by its pods, a host by the address that it gets', () => {
  expect(zoneOf(world, new Map([['api.example.com', '198.51.100.10']]))).toMatchInlineSnapshot(`
    "10.96.0.10 kube-dns.kube-system.svc.cluster.local
    10.96.0.1 kubernetes.default.svc.cluster.local
    192.168.128.3 db.shop.svc.cluster.local
    192.168.0.4 db.shop.svc.cluster.local
    192.168.128.3 db-0.db.shop.svc.cluster.local
    192.168.0.4 db-1.db.shop.svc.cluster.local
    198.51.100.10 api.example.com
    "
  `);
});

test('pods look names up as the kubelet tells them', () => {
  expect(resolvConf('shop', world)).toMatchInlineSnapshot(`
    "nameserver 10.96.0.10
    search shop.svc.cluster.local svc.cluster.local cluster.local
    options ndots:5
    "
  `);
});

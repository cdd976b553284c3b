import { expect, test } from 'vitest';
import { planAddresses } from '../../src/policy/addresses.ts';
import { translateServices } from '../../src/netns-plan/services.ts';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { buildWorld } from '../../src/policy/build-world.ts';

const { manifests } = parseManifests(
  `
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: shop, labels: { app: api } }
spec: { containers: [{ ports: [{ name: web, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: b, namespace: shop, labels: { app: api } }
spec: { containers: [{ ports: [{ name: web, containerPort: 9090 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: web }] }
---
apiVersion: v1
kind: Service
metadata: { name: gone, namespace: shop }
spec: { selector: { app: none }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: headless, namespace: shop }
spec: { clusterIP: None, selector: { app: api }, ports: [{ port: 80 }] }
`,
  'shop.yaml',
);
const plan = planAddresses('ipv4');
const world = buildWorld(manifests, plan);
const api = world.services.find(({ name }) => name === 'api');

test('a Service leads to its pods at random, each on its own port; one without pods refuses; a headless one is nothing', () => {
  const text = translateServices(
    { ...world, services: world.services.filter(({ namespace }) => namespace === 'shop') },
    { nodes: plan.nodeList, nodePorts: [] },
  );
  expect(text).toMatchInlineSnapshot(`
    "table inet flowproof-services
    delete table inet flowproof-services
    table inet flowproof-services {
      chain translate {
        ip daddr . meta l4proto . th dport vmap { 10.96.1.0 . tcp . 80 : goto service-1 }
      }

      chain prerouting {
        type nat hook prerouting priority dstnat; policy accept;
        jump translate
      }

      chain output {
        type nat hook output priority -100; policy accept;
        jump translate
      }

      chain forward {
        type filter hook forward priority -1; policy accept;
        ip daddr . meta l4proto . th dport { 10.96.1.1 . tcp . 80 } reject
      }

      # shop/api:80/TCP
      chain service-1-1 {
        meta l4proto tcp dnat ip to 192.168.128.3:8080
      }
      chain service-1-2 {
        meta l4proto tcp dnat ip to 192.168.0.4:9090
      }
      chain service-1 {
        numgen random mod 2 vmap { 0 : goto service-1-1, 1 : goto service-1-2 }
      }
    }
    "
  `);
});

test('a node port leads to the pods of its own node', () => {
  const backends = api?.ports[0]?.backends ?? [];
  const text = translateServices(
    { ...world, services: [] },
    { nodes: plan.nodeList, nodePorts: [{ title: 'outside', number: 30_000, protocol: 'TCP', backends }] },
  );
  expect(text.slice(text.indexOf('  # '))).toMatchInlineSnapshot(`
    "  # outside on node-1:30000/TCP
      chain service-1-1 {
        meta l4proto tcp dnat ip to 192.168.0.4:9090
      }
      chain service-1 {
        numgen random mod 1 vmap { 0 : goto service-1-1 }
      }

      # outside on node-2:30000/TCP
      chain service-2-1 {
        meta l4proto tcp dnat ip to 192.168.128.3:8080
      }
      chain service-2 {
        numgen random mod 1 vmap { 0 : goto service-2-1 }
      }
    }
    "
  `);
});

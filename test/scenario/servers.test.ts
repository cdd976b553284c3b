import { expect, test } from 'vitest';
import { refusedAmong } from '../../src/policy/refused.ts';
import { endpointNamespaces } from '../../src/scenario/endpoint-namespaces.ts';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import { scenarioOf } from '../helpers/scenario.ts';

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
const withServer = (fields: string): string => `name: s
manifests: [world.yaml]
endpoints:
  api: { server: { namespace: shop, ${fields} } }
  guest: { client: { namespace: shop } }
otherwise: blocked
`;

test('a server is a Deployment and a Service, which no API server would refuse, and an endpoint of its pods', () => {
  const text = withServer('labels: { tier: web }, ports: [80/http, 80, 9000/udp], replicas: 2');
  const { endpoints, stages } = scenarioOf(text, { 'world.yaml': namespace });
  const [first] = stages;
  expect(refusedAmong(first?.manifests ?? [])).toEqual([]);
  const labels = { app: 'api', tier: 'web' };
  expect(first?.manifests.map(({ object }) => object)).toMatchObject([
    { kind: 'Namespace' },
    {
      kind: 'Deployment',
      metadata: { name: 'api', namespace: 'shop' },
      spec: {
        replicas: 2,
        template: {
          metadata: { labels },
          spec: {
            containers: [
              { name: 'tcp-80', ports: [{ containerPort: 80, protocol: 'TCP' }] },
              { name: 'udp-9000', ports: [{ containerPort: 9000, protocol: 'UDP' }] },
            ],
          },
        },
      },
    },
    {
      kind: 'Service',
      spec: {
        selector: labels,
        ports: [
          { port: 80, protocol: 'TCP' },
          { port: 9000, protocol: 'UDP' },
        ],
      },
    },
  ]);
  expect(endpoints[0]).toMatchObject({
    kind: 'pods',
    name: 'api',
    podSelector: { matchLabels: labels },
    replicas: 2,
    service: 'api',
    via: 'service',
  });
  // What is wrong with them is wrong where the user declared them.
  expect(first?.manifests[1]?.at(['spec', 'replicas'])).toMatchObject({ file: 'scenario.yaml', line: 4, column: 3 });
});

test('what the manifests have already is no server', () => {
  const own =
    'apiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n';
  expect(() => scenarioOf(withServer('ports: [80]'), { 'world.yaml': `${namespace}---\n${own}` })).toThrow(
    'scenario.yaml:4:3: the manifests have a Service "api" in namespace shop: declare its pods, not a server',
  );
});

test('a cluster of somebody else’s is given no server', () => {
  expect(() => endpointNamespaces(parseScenario(withServer('ports: [80]'), 's.yaml'))).toThrow(
    's.yaml:4:18: "api" is a server, which flowproof makes in clusters of its own alone; name the pods that this one has',
  );
});

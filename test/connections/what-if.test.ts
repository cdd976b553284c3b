import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadSystem } from '../../src/app/system.ts';
import { diffConnections } from '../../src/connections/diff.ts';
import type { System } from '../../src/connections/matrix.ts';
import { systemAsItStands, systemWith } from '../../src/connections/what-if.ts';
import { liveManifest } from '../../src/kubernetes/live-objects.ts';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { isWorkload } from '../../src/kubernetes/workload.ts';
import type { KubernetesObject, Manifest } from '../../src/model/scenario.ts';
import type { WorldPod } from '../../src/policy/world.ts';
import { renderConnectionsDiffGithub } from '../../src/reporters/github/connections-diff.ts';
import { renderConnectionsDiffSarif } from '../../src/reporters/sarif/connections-diff.ts';
import { renderConnectionsDiff } from '../../src/reporters/terminal/connections-diff.ts';
import { libraryCases, publicCases } from '../helpers/public-cases.ts';
import { policyManifest } from '../helpers/world.ts';

const mistakes = readdirSync('scenarios/mistakes').map((name) => `scenarios/mistakes/${name}`);

/** The pod that a cluster would have of one that manifests describe. */
function livePod({ namespace, name, owner, labels, hostNetwork, ports, ips }: WorldPod): KubernetesObject {
  const isMade = owner.kind !== 'pod';
  const hash = owner.kind === 'deployment' ? { 'pod-template-hash': '7c9d8b6f5' } : {};
  const reference =
    owner.kind === 'deployment'
      ? { kind: 'ReplicaSet', name: `${owner.name}-7c9d8b6f5`, controller: true }
      : { kind: owner.kind, name: owner.name, controller: true };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace,
      name: isMade && owner.kind !== 'statefulset' ? `${name}-x2x4z` : name,
      labels: { ...labels, ...hash },
      ...(isMade ? { ownerReferences: [reference] } : {}),
    },
    spec: {
      hostNetwork,
      containers: [{ ports: ports.map(({ number, ...port }) => ({ ...port, containerPort: number })) }],
    },
    status: { phase: 'Running', podIPs: ips.map((ip) => ({ ip })) },
  };
}

/** What would be read from a cluster that runs a system. */
function liveOf({ world, manifests }: System): System {
  const others = manifests.map(({ object }) => object).filter((object) => !isWorkload(object));
  return systemAsItStands([...world.pods.map(livePod), ...others].map((object) => liveManifest(object, 'staging')));
}

function manifestsOf(yaml: string): Manifest[] {
  return parseManifests(yaml, 'new.yaml').manifests.slice();
}

function render(older: System, newer: System): string {
  return renderConnectionsDiff(diffConnections(older, newer), { width: 200, color: false });
}

test.for(['scenarios/task-api', ...mistakes, ...libraryCases, ...publicCases])(
  '%s, applied where it stands, changes nothing',
  async (path) => {
    const system = await loadSystem([path], 'diff');
    const live = liveOf(system);
    const { changes, came, went } = diffConnections(live, systemWith(system.manifests, live));
    expect([changes, came, went]).toEqual([[], [], []]);
  },
);

const forgotten = 'scenarios/mistakes/dns-forgotten';

test.for(mistakes.filter((path) => path !== forgotten))(
  '%s changes in a cluster what it changes in the files',
  async (path) => {
    const [older, newer] = [await loadSystem(['scenarios/task-api'], 'diff'), await loadSystem([path], 'diff')];
    const live = liveOf(older);
    expect(render(live, systemWith(newer.manifests, live)).replaceAll('-x2x4z', '')).toBe(render(older, newer));
  },
);

test('a policy that is no longer in the manifests stays, as with kubectl apply', async () => {
  const [older, newer] = [await loadSystem(['scenarios/task-api'], 'diff'), await loadSystem([forgotten], 'diff')];
  const live = liveOf(older);
  expect(render(live, systemWith(newer.manifests, live))).toBe('no connection changes\n');
});

test('workloads and policies that manifests do not name stay', async () => {
  const live = liveOf(await loadSystem(['scenarios/task-api'], 'diff'));
  const policy = policyManifest('task-api/from-anywhere', '{ podSelector: {}, ingress: [{}] }');
  expect(render(live, systemWith(manifestsOf(policy), live))).toMatchInlineSnapshot(`
    "opened
      anyone but every workload of task-api → task-api/neighbour: every port
          no policy isolates egress of cache/redis-1-x2x4z; ingress rule 1 of from-anywhere (new.yaml:5) allows every port from anyone
      anyone but envoy-gateway-system/gateway and every workload of task-api → task-api/task-api: every port
          no policy isolates egress of cache/redis-1-x2x4z; ingress rule 1 of from-anywhere (new.yaml:5) allows every port from anyone

    changed
      envoy-gateway-system/gateway → task-api/task-api: 8000, now every port
          no policy isolates egress of envoy-gateway-system/gateway-1-x2x4z; ingress rule 1 of from-anywhere (new.yaml:5) allows every port from anyone

    2 opened, 1 changed
    "
  `);
});

test('a place in a cluster is no line of a file', async () => {
  const live = liveOf(await loadSystem(['scenarios/task-api'], 'diff'));
  const pod = '{ apiVersion: v1, kind: Pod, metadata: { name: spare, namespace: cache, labels: { app: redis } } }';
  const diff = diffConnections(live, systemWith(manifestsOf(pod), live));
  expect(renderConnectionsDiffGithub(diff)).toMatch(/file=\.github,line=1.*allow-database-egress/);
  expect(renderConnectionsDiffSarif(diff, '0')).toMatch(/allow-database-egress/);
  expect(renderConnectionsDiffSarif(diff, '0')).not.toMatch(/"startLine": 0/);
});

test('a namespace keeps the labels that others gave it, and loses those that its manifest had', () => {
  const written = { metadata: { name: 'shop', labels: { team: 'blue', stage: 'test' } } };
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(written) };
  const labels = { ...written.metadata.labels, 'pod-security': 'restricted' };
  const metadata = { name: 'shop', labels, annotations };
  const live = systemAsItStands([liveManifest({ apiVersion: 'v1', kind: 'Namespace', metadata }, 'staging')]);
  const next = manifestsOf('{ apiVersion: v1, kind: Namespace, metadata: { name: shop, labels: { team: green } } }');
  expect(systemWith(next, live).world.namespaces.get('shop')).toEqual({
    'kubernetes.io/metadata.name': 'shop',
    'pod-security': 'restricted',
    team: 'green',
  });
});

test('new pods have the addresses of those that they replace, and those that come one that a pod has there', () => {
  const owner = { ownerReferences: [{ kind: 'StatefulSet', name: 'db', controller: true }] };
  const pod = (name: string, ip: string): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', ...owner },
    status: { podIPs: [{ ip }] },
  });
  const live = systemAsItStands(
    [pod('db-1', '10.9.0.1'), pod('db-0', '10.9.0.0')].map((object) => liveManifest(object, 'staging')),
  );
  const workload = (kind: string, name: string, replicas: number): string => `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: shop }
spec: { replicas: ${replicas}, selector: { matchLabels: { app: x } }, template: { metadata: { labels: { app: x } } } }
---`;
  const { world } = systemWith(manifestsOf(workload('StatefulSet', 'db', 3) + workload('Deployment', 'api', 1)), live);
  const own = world.pods.filter(({ namespace }) => namespace === 'shop');
  expect(own.map(({ name, labels, ips }) => `${name} ${labels['app']} ${ips.join()}`)).toMatchInlineSnapshot(`
    [
      "db-0 x 10.9.0.0",
      "db-1 x 10.9.0.1",
      "db-2 x 10.9.0.0",
      "api-1 x 10.9.0.0",
    ]
  `);
});

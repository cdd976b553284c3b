import { expect, test } from 'vitest';
import { liveManifest } from '../../src/kubernetes/live-objects.ts';
import type { KubernetesObject } from '../../src/model/scenario.ts';
import { standIns } from '../../src/init/stand-ins.ts';
import { writeStandIns } from '../../src/init/write-stand-ins.ts';

const live = (...objects: object[]) => objects.map((object) => liveManifest(object as KubernetesObject, 'staging'));

const api = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', namespace: 'shop', uid: '1', resourceVersion: '7', annotations: { team: 'secret' } },
  spec: {
    replicas: 5,
    selector: { matchLabels: { app: 'api' } },
    template: {
      metadata: { labels: { app: 'api', 'pod-template-hash': 'x' } },
      spec: {
        containers: [
          {
            name: 'api',
            image: 'registry.example/api:3',
            env: [{ name: 'TOKEN', value: 's3cret' }],
            ports: [{ name: 'web', containerPort: 8000 }],
          },
        ],
      },
    },
  },
  status: { readyReplicas: 5 },
};
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'api', namespace: 'shop' },
  spec: {
    clusterIP: '10.0.0.7',
    selector: { app: 'api' },
    ports: [
      { name: 'http', port: 80, targetPort: 'web', protocol: 'TCP', nodePort: 30_080 },
      { name: 'metrics', port: 9090, targetPort: 9100, protocol: 'TCP' },
    ],
  },
};
const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny', namespace: 'shop', uid: '2' },
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
};

test('what stands in a cluster becomes what policies can tell of it, and nothing that is secret', () => {
  const { objects, notes } = standIns(live(api, service, policy));
  expect(notes).toEqual([]);
  const yaml = writeStandIns(objects);
  expect(yaml).not.toMatch(/s3cret|secret|registry\.example|uid|10\.0\.0\.7|30080|resourceVersion/);
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'Deployment api',
    'Service api',
    'NetworkPolicy deny',
  ]);
  expect(yaml).toMatchInlineSnapshot(`
    "# What stood in the cluster, as far as policies can tell: names, labels, ports, Services and NetworkPolicies. The servers only
    # listen where the real ones do. flowproof verify --context NAME takes what stands there instead.
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: api
      namespace: shop
    spec:
      replicas: 2
      selector:
        matchLabels:
          app: api
        matchExpressions: []
      template:
        metadata:
          labels:
            app: api
            pod-template-hash: x
        spec:
          securityContext:
            runAsNonRoot: true
            runAsUser: 65532
            seccompProfile:
              type: RuntimeDefault
          terminationGracePeriodSeconds: 0
          containers:
            - name: web
              args:
                - netexec
                - --http-port=8000
                - --udp-port=-1
              ports:
                - name: web
                  containerPort: 8000
                  protocol: TCP
              readinessProbe:
                tcpSocket:
                  port: 8000
                periodSeconds: 1
              image: registry.k8s.io/e2e-test-images/agnhost:2.56
              resources:
                requests:
                  cpu: 10m
                  memory: 16Mi
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                    - ALL
            - name: tcp-9100
              args:
                - netexec
                - --http-port=9100
                - --udp-port=-1
              ports:
                - name: tcp-9100
                  containerPort: 9100
                  protocol: TCP
              readinessProbe:
                tcpSocket:
                  port: 9100
                periodSeconds: 1
              image: registry.k8s.io/e2e-test-images/agnhost:2.56
              resources:
                requests:
                  cpu: 10m
                  memory: 16Mi
              securityContext:
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                    - ALL
    ---
    apiVersion: v1
    kind: Service
    metadata:
      name: api
      namespace: shop
    spec:
      selector:
        app: api
      ports:
        - name: http
          port: 80
          targetPort: web
          protocol: TCP
        - name: metrics
          port: 9090
          targetPort: 9100
          protocol: TCP
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata:
      name: deny
      namespace: shop
    spec:
      podSelector: {}
      policyTypes:
        - Ingress
    "
  `);
});

test('each kind of workload keeps its kind, and a Job the labels that are its own', () => {
  const template = { metadata: { labels: { app: 'x', 'controller-uid': '9' } }, spec: { containers: [{ name: 'x' }] } };
  const of = (kind: string, spec: object, status: object) => ({
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name: kind.toLowerCase(), namespace: 'shop' },
    spec: { template, ...spec },
    status,
  });
  const selector = { matchLabels: { app: 'x' } };
  const { objects } = standIns(
    live(
      of('StatefulSet', { selector, replicas: 1 }, { readyReplicas: 1 }),
      of('DaemonSet', { selector }, { numberReady: 3 }),
      of('Job', {}, { ready: 1 }),
      of('ReplicaSet', { selector, replicas: 0 }, {}),
    ),
  );
  expect(objects.map(({ kind, spec }) => [kind, Object.keys(spec as object)])).toEqual([
    ['StatefulSet', ['replicas', 'serviceName', 'selector', 'template']],
    ['DaemonSet', ['selector', 'template']],
    ['Job', ['template']],
  ]);
  expect(writeStandIns(objects)).not.toContain('controller-uid');
});

test('what is left out is told', () => {
  expect(standIns(live({ ...api, status: {} })).notes).toEqual([
    'shop deployment/api is left out: none of its pods is Ready.',
  ]);
});

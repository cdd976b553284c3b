import type { KubernetesObject, Manifest } from '../core/model.ts';

/** Cluster IP of the Service `kube-dns`, where kubeadm and kind put it: the tenth address of the Service network. */
export const dnsServiceIp = '10.96.0.10';

/** Cluster IP of the Service `kubernetes`: the first address of the Service network. */
export const apiServiceIp = '10.96.0.1';

/** Where the API server listens, on the control plane's own address. */
export const apiServerPort = 6443;

const labels = { 'k8s-app': 'kube-dns' };

const objects: readonly KubernetesObject[] = [
  ...['default', 'kube-system', 'kube-public', 'kube-node-lease'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  })),
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'coredns', namespace: 'kube-system', labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'coredns',
              ports: [
                { name: 'dns', containerPort: 53, protocol: 'UDP' },
                { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
                { name: 'metrics', containerPort: 9153, protocol: 'TCP' },
              ],
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kube-dns', namespace: 'kube-system', labels },
    spec: {
      clusterIP: dnsServiceIp,
      selector: labels,
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
        { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
        { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
      ],
    },
  },
];

/** What every cluster has before the user's first manifest: namespaces, and CoreDNS with its Service. */
export const clusterManifests: readonly Manifest[] = objects.map((object) => {
  const position = { file: 'the cluster itself', line: 1, column: 1 };
  return { object, position, at: () => position };
});

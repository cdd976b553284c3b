import type { KubernetesObject, Manifest } from '../model/scenario.ts';

/** Cluster IP of the Service `kube-dns`, where kubeadm and kind put it: the tenth address of the Service network. */
export const dnsServiceIp = '10.96.0.10';

/** Cluster IP of the Service `kubernetes`: the first address of the Service network. */
export const apiServiceIp = '10.96.0.1';

/** The API server's pods, which are in no Service of their namespace: `default/kubernetes` leads to them. */
export const apiServerLabels = { component: 'kube-apiserver' };

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
          dnsPolicy: 'Default',
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
      selector: labels,
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
        { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
        { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
      ],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'kube-apiserver', namespace: 'kube-system', labels: apiServerLabels },
    spec: {
      hostNetwork: true,
      containers: [{ name: 'kube-apiserver', ports: [{ name: 'https', containerPort: 6443 }] }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kubernetes', namespace: 'default' },
    spec: { ports: [{ name: 'https', port: 443, targetPort: 6443 }] },
  },
];

/** What every cluster has before the user's first manifest: namespaces, CoreDNS and the API server. */
export const clusterManifests: readonly Manifest[] = objects.map((object) => {
  const position = { file: 'the cluster itself', line: 1, column: 1 };
  return { object, position, at: () => position };
});

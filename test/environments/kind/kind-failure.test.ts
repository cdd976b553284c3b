import { expect, test } from 'vitest';
import { explainKindFailure } from '../../../src/environments/kind/kind-failure.ts';

const pull = (image: string, reason: string): string => `
 ✗ Ensuring node image (${image}) 🖼
ERROR: failed to create cluster: failed to pull image "${image}": command "docker pull ${image}" failed with error: exit status 1

Command Output: Error response from daemon: ${reason}`;

const run = (reason: string): string => `
 ✗ Preparing nodes 📦 📦 📦
Deleted nodes: ["lab-worker" "lab-worker2" "lab-control-plane"]
ERROR: failed to create cluster: command "docker run --name lab-control-plane kindest/node:v1.34.4" failed with error: exit status 125

Command Output: 12971af70cdd
docker: Error response from daemon: ${reason}`;

test.for([
  [
    run('driver failed programming external connectivity: Bind for 127.0.0.1:39057 failed: port is already allocated'),
    'Another program uses the address 127.0.0.1:39057.',
    'Stop that program',
  ],
  [
    run('failed to set up container networking: listen tcp4 0.0.0.0:80: bind: address already in use'),
    'Another program uses the address 0.0.0.0:80.',
    'kind configuration',
  ],
  [
    pull(
      'kindest/node:v1',
      'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host',
    ),
    'The node image kindest/node:v1 is not on this machine, and cannot be pulled.',
    '--node-image',
  ],
  [
    pull('kindest/node:v9', 'manifest for kindest/node:v9 not found: manifest unknown: manifest unknown'),
    'The node image kindest/node:v9 does not exist, or not for the processor of this machine.',
    '--node-image',
  ],
  [
    pull('kindest/node:v1', 'toomanyrequests: You have reached your pull rate limit'),
    'The registry serves no more images for now (rate limit), so the node image kindest/node:v1 cannot be pulled.',
    'docker login',
  ],
  [
    pull('kindest/node:v1', 'write /var/lib/docker/tmp/GetImageBlob1: no space left on device'),
    'The disk is full.',
    'docker system prune',
  ],
  [
    "ERROR: failed to create cluster: 'Prov_x' is not a valid cluster name, cluster names must match `^[a-z0-9.-]+$`",
    '"Prov_x" cannot be the name of a cluster.',
    'lower-case',
  ],
  [
    'ERROR: failed to create cluster: node(s) already exist for a cluster with the name "lab"',
    'Another program is creating the cluster "lab", too.',
    'Wait',
  ],
  [
    'ERROR: failed to create cluster: unable to decode config: yaml: unmarshal errors:\n  line 3: field nodez not found in type v1alpha4.Cluster',
    'The kind configuration has an unknown field "nodez".',
    'configuration',
  ],
  [
    'ERROR: failed to create cluster: unable to decode config: yaml: line 2: mapping values are not allowed in this context',
    'The kind configuration is not valid: unable to decode config: yaml: line 2: mapping values are not allowed in this context',
    'configuration',
  ],
  [
    'ERROR: failed to create cluster: could not find a log line that matches "Reached target .*Multi-User System.*|detected cgroup v1"',
    'The nodes do not boot; the usual cause is too few inotify watches.',
    'sysctl fs.inotify',
  ],
  [
    'ERROR: failed to create cluster: running kind with rootless provider requires setting systemd property "Delegate=yes"',
    'Without root, kind needs cgroup v2 with delegation.',
    'rootless',
  ],
  [
    'ERROR: failed to create cluster: failed to init node with kubeadm: command "docker exec" failed\nclient rate limiter Wait returned an error: context deadline exceeded',
    'Kubernetes does not start on the nodes; the usual cause is too little memory or processor time.',
    'memory',
  ],
] as const)('kind says %s', ([output, message, hint]) => {
  const explanation = explainKindFailure(output);
  expect(explanation?.message).toBe(message);
  expect(explanation?.hint).toContain(hint);
});

test('a failure that is not known is left to speak for itself', () => {
  expect(explainKindFailure('ERROR: something new')).toBeUndefined();
});

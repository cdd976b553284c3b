import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { EnvironmentError, UsageError } from '../../../src/model/errors.ts';
import {
  parseCalicoManifest,
  readCalicoManifest,
  wantedCalicoVersion,
} from '../../../src/environments/kind/calico-manifest.ts';
import { CALICO_MANIFEST_URL, CALICO_VERSION } from '../../../src/environments/kind/kind-options.ts';

const manifest = `# Calico
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: calico-node, namespace: kube-system }
spec:
  template: { spec: { containers: [{ name: calico-node, image: quay.io/calico/node:v3.30.1 }] } }
---
# Nothing here.
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: calico-node, namespace: kube-system }
`;

test('a manifest has the version of its calico-node image, and the objects of all its documents', () => {
  const { version, objects } = parseCalicoManifest(manifest, 'calico.yaml');
  expect(version).toBe('v3.30.1');
  expect(objects.map(({ kind }) => kind)).toEqual(['DaemonSet', 'ServiceAccount']);
});

test.for([
  ['a: [', 'calico.yaml is not valid YAML'],
  ['image: calico/node:v1', 'calico.yaml holds something other than Kubernetes objects.'],
  ['apiVersion: v1', 'calico.yaml does not install Calico'],
] as const)('a manifest with %s is refused: %s', ([text, message]) => {
  expect(() => parseCalicoManifest(text, 'calico.yaml')).toThrow(UsageError);
  expect(() => parseCalicoManifest(text, 'calico.yaml')).toThrow(message);
});

test('the pinned URL means the pinned version, without a download', async () => {
  expect(await wantedCalicoVersion(CALICO_MANIFEST_URL)).toBe(CALICO_VERSION);
  expect(await wantedCalicoVersion('https://mirror.example/calico.yaml')).toBeUndefined();
});

test('a URL that does not serve the manifest is named, with the way to do without it', async () => {
  await using server = await serve(404, 'not here');
  const failure = readCalicoManifest(`${server.url}/calico.yaml`, new AbortController().signal);
  await expect(failure).rejects.toThrow(`${server.url}/calico.yaml answers 404 Not Found.`);
  await expect(failure).rejects.toMatchObject({ hint: expect.stringContaining('--calico-manifest PATH') });
  await expect(failure).rejects.toBeInstanceOf(EnvironmentError);
});

test('a mirror that the user names is trusted', async () => {
  await using server = await serve(200, manifest);
  const { version } = await readCalicoManifest(server.url, new AbortController().signal);
  expect(version).toBe('v3.30.1');
});

test('a server that is not there is named with the reason', async () => {
  const { url } = await closed();
  const failure = readCalicoManifest(url, new AbortController().signal);
  await expect(failure).rejects.toThrow(/^Cannot download the Calico manifest http.*ECONNREFUSED/);
});

async function serve(status: number, body: string): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

async function closed(): Promise<{ readonly url: string }> {
  await using server = await serve(200, '');
  return { url: server.url };
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { applyObject } from '../../../src/environments/cluster/apply-object.ts';
import { retryTransient } from '../../../src/environments/cluster/retry.ts';

const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'default' } };

test.for([
  ['an error', new Error('stop')],
  ['a limit', new DOMException('too long', 'TimeoutError')],
] as const)('a run that %s aborts ends with that very reason, unchanged', async ([, reason]) => {
  const { message } = reason;
  const controller = new AbortController();
  // Takes requests and never answers.
  await using server = await listen();
  const applying = retryTransient(
    async () => await applyObject(server.kubeConfig, object, controller.signal),
    controller.signal,
  );
  await Promise.all([expect(applying).rejects.toBe(reason), server.requested.then(() => controller.abort(reason))]);
  // The client likes to write what it was about into the message of whatever error it gets.
  expect(reason.message).toBe(message);
});

async function listen(): Promise<
  AsyncDisposable & { readonly kubeConfig: KubeConfig; readonly requested: Promise<unknown> }
> {
  const server = createServer(() => undefined);
  const requested = once(server, 'request');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    { name: 'c', server: `http://127.0.0.1:${port}`, skipTLSVerify: true },
    { name: 'u' },
  );
  return {
    kubeConfig,
    requested,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

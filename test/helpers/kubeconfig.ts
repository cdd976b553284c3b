import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A kubeconfig in a file of its own, which goes with it. */
export interface KubeconfigFile extends AsyncDisposable {
  readonly file: string;
}

/** Writes a kubeconfig with one context, `staging`, that leads to a server. */
export async function kubeconfigFor(server: string, user: object = {}): Promise<KubeconfigFile> {
  return await kubeconfigOf({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'staging', context: { cluster: 'c', user: 'u' } }],
  });
}

/** Writes a kubeconfig as it is given. */
export async function kubeconfigOf(content: object): Promise<KubeconfigFile> {
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-kubeconfig-'));
  const file = join(folder, 'config');
  await writeFile(file, JSON.stringify(content));
  return { file, [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true }) };
}

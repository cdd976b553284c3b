import { ApiException, type KubernetesObject as ClientObject } from '@kubernetes/client-node';
import pLimit from 'p-limit';
import type { KubernetesObject, Manifest } from '../../model/scenario.ts';
import { EnvironmentError } from '../../model/errors.ts';
import { messageOf } from './api-failure.ts';
import { owned, runLabel, type Owner } from './labels.ts';
import { settleAll } from '../settle-all.ts';
import type { Client } from './client.ts';

/**
 * Applies the user's manifests, each object labelled with the run: namespaces first, then all others side by side.
 *
 * @throws {@link EnvironmentError} when an object exists that this run did not make, or the API server refuses one. A
 *   namespace that exists is used as it is.
 */
export async function applyManifests(client: Client, manifests: readonly Manifest[], owner: Owner): Promise<void> {
  const limit = pLimit(10);
  const [namespaces, others] = [true, false].map((wanted) =>
    manifests.filter(({ object }) => (object.kind === 'Namespace') === wanted),
  );
  for (const group of [namespaces, others]) {
    await settleAll(
      (group ?? []).map(async (manifest) => await limit(async () => await applyManifest(client, manifest, owner))),
    );
  }
}

/** Applies an object of flowproof's own. */
export async function applyOwned(client: Client, object: KubernetesObject, owner: Owner): Promise<ClientObject> {
  return await client.apply(owned(object, owner));
}

async function applyManifest(client: Client, { object, position }: Manifest, owner: Owner): Promise<void> {
  const where = `${object.kind} ${object.metadata.namespace === undefined ? '' : `${object.metadata.namespace}/`}${object.metadata.name}`;
  try {
    const { name, namespace = 'default' } = object.metadata;
    const header = { apiVersion: object.apiVersion, kind: object.kind, metadata: { name, namespace } };
    const existing = await client.find(async () => await client.objects.read<ClientObject>(header));
    if (existing && existing.metadata?.labels?.[runLabel] !== owner.runId) {
      if (object.kind === 'Namespace') return;
      const hint = `Delete it, or take the cluster as it stands with --no-apply.`;
      throw new EnvironmentError(`${where} exists already and is not of this run`, hint);
    }
    await client.apply(owned(object, owner));
  } catch (cause) {
    if (!(cause instanceof ApiException)) throw cause;
    const { file, line, column } = position;
    const message = `${file}:${line}:${column}: the API server refuses ${where}: ${messageOf(cause.body) ?? cause.code}`;
    throw new EnvironmentError(message, 'Try the file with kubectl apply --dry-run=server -f.', { cause });
  }
}

import { hostname } from 'node:os';
import { ApiException, V1MicroTime, type V1Lease } from '@kubernetes/client-node';
import { ClusterBusyError } from '../../model/errors.ts';
import { managedLabels } from './labels.ts';
import { connectForTidying, type Client } from './client.ts';

const name = 'flowproof';
const durationSeconds = 30;
const renewMs = 10_000;

/** Where the Lease of a kind cluster is, which is all flowproof's. */
export const kindLeaseNamespace = 'default';

/**
 * Takes the cluster for one run; two at once would see each other's policies. The Lease is renewed until disposal,
 * and one whose holder died runs out.
 *
 * @throws {@link ClusterBusyError} while another run holds it.
 */
export async function takeLease(
  client: Client,
  { namespace, runId }: { readonly namespace: string; readonly runId: string },
): Promise<AsyncDisposable> {
  const holder = `${runId} on ${hostname()}, process ${process.pid}`;
  const existing = await client.call(async () => await readLease(client, namespace));
  if (existing && isHeld(existing)) throw busy(existing.spec?.holderIdentity ?? 'an unnamed run');
  try {
    const body = leaseOf(holder, namespace, existing?.metadata?.resourceVersion);
    const take = async (): Promise<V1Lease> =>
      existing
        ? await client.coordination.replaceNamespacedLease({ name, namespace, body })
        : await client.coordination.createNamespacedLease({ namespace, body });
    await client.call(take);
  } catch (cause) {
    // 409: another run was quicker.
    if (cause instanceof ApiException && cause.code === 409) throw busy('another run');
    throw cause;
  }
  // It is held while the run tidies up.
  const tidying = connectForTidying(client);
  const renew = async (): Promise<void> => {
    const lease = await readLease(tidying, namespace);
    if (lease?.spec?.holderIdentity !== holder) return;
    const body = leaseOf(holder, namespace, lease.metadata?.resourceVersion);
    await tidying.coordination.replaceNamespacedLease({ name, namespace, body });
  };
  // A renewal may fail while the API server is away; the next one makes up for it.
  const timer = setInterval(() => void renew().catch(() => undefined), renewMs);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      const mine = await tidying.call(async () => await readLease(tidying, namespace));
      if (mine?.spec?.holderIdentity !== holder) return;
      await tidying.call(async () => await tidying.coordination.deleteNamespacedLease({ name, namespace }));
    },
  };
}

async function readLease(client: Client, namespace: string): Promise<V1Lease | undefined> {
  const { items } = await client.coordination.listNamespacedLease({
    namespace,
    fieldSelector: `metadata.name=${name}`,
  });
  return items[0];
}

function isHeld({ spec }: V1Lease): boolean {
  // The client's types say V1MicroTime, yet it hands over the text that the API server sent.
  const renewed = new Date(String(spec?.renewTime ?? 0)).getTime();
  return Date.now() - renewed < (spec?.leaseDurationSeconds ?? durationSeconds) * 1000;
}

function leaseOf(holderIdentity: string, namespace: string, resourceVersion: string | undefined): V1Lease {
  return {
    metadata: {
      name,
      namespace,
      labels: { ...managedLabels },
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    },
    spec: { holderIdentity, leaseDurationSeconds: durationSeconds, renewTime: new V1MicroTime() },
  };
}

function busy(holder: string): ClusterBusyError {
  const hint = `Wait for it to end; if it died, its hold runs out ${durationSeconds} s after its last sign of life.`;
  return new ClusterBusyError(`another flowproof run holds this cluster: ${holder}`, hint);
}

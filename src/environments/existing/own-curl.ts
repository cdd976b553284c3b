import type { V1Pod } from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';
import type { Client } from '../cluster/client.ts';
import { exec } from '../cluster/exec.ts';
import type { ContainerRef } from '../cluster/container-ref.ts';

/**
 * Finds a container of a workload's pod that has a shell and curl.
 *
 * @throws {@link EnvironmentError} when none has.
 */
export async function findCurl(client: Client, pod: V1Pod): Promise<ContainerRef> {
  const where = { namespace: pod.metadata?.namespace ?? '', pod: pod.metadata?.name ?? '' };
  const containers = (pod.spec?.containers ?? []).map(({ name }) => name);
  for (const container of containers) {
    const request = { ...where, container, command: ['sh', '-c', 'command -v curl'], deadlineMs: 10_000 };
    const { exitCode } = await client.call(async () => await exec(client, request));
    if (exitCode === 0) return { ...where, container };
  }
  throw new EnvironmentError(
    `no container of pod ${where.namespace}/${where.pod} has a shell and curl (${containers.join(', ')})`,
    'Use --send-as stand-in or ephemeral.',
  );
}

import type { Control } from '../../verdict/triangulate.ts';
import { podId } from '../../probe/paths.ts';
import { EnvironmentError } from '../../model/errors.ts';
import type { Owner } from './labels.ts';
import { startPod } from './await-start.ts';
import type { Client } from './client.ts';
import { exec } from './exec.ts';
import { controlPod, probeContainer } from './probe-pod.ts';
import type { ContainerRef } from './container-ref.ts';

/** The run's control pod, which is made when it is asked for. */
export interface ControlPod {
  /** Resolves when it listens on these TCP ports. */
  listenOn(ports: readonly number[]): Promise<Control>;
  /** Where its container is; absent for another source. */
  containerRef(sourceId: string): ContainerRef | undefined;
}

const deadlineMs = 15_000;

export function createControl(
  client: Client,
  { owner, image }: { readonly owner: Owner; readonly image: string },
): ControlPod {
  const { namespace, runId } = owner;
  const object = controlPod({ runId, namespace, image });
  const { name } = object.metadata;
  const containerRef: ContainerRef = { namespace, pod: name, container: probeContainer };
  const id = podId({ namespace, name });
  return {
    async listenOn(ports) {
      const { pod } = await startPod(client, { object, owner });
      const command = ['sh', '-c', listen, 'control', ...ports.map(String)];
      const request = { ...containerRef, command, deadlineMs };
      const { exitCode } = await client.call(async () => await exec(client, request));
      if (exitCode !== 0) {
        throw new EnvironmentError(`${id} does not listen on ${ports.join(', ')}`, 'Does its image have nc?');
      }
      const ips = (pod.status?.podIPs ?? []).flatMap(({ ip }) => ip ?? []);
      return { source: { endpoint: name, id, node: pod.spec?.nodeName }, ips };
    },
    containerRef: (sourceId) => (sourceId === id ? containerRef : undefined),
  };
}

/**
 * Leaves a server behind on every port, and ends when all listen. The kernel lists sockets by their port in hexadecimal;
 * 0A is listening.
 */
const listen = String.raw`
for port; do
  line=$(printf ':%04X [0-9A-F:]* 0A ' "$port")
  grep -qs "$line" /proc/net/tcp /proc/net/tcp6 && continue
  { nc -lk -p "$port" -e true || nc -lkN "$port"; } </dev/null >/dev/null 2>&1 &
done
for port; do
  line=$(printf ':%04X [0-9A-F:]* 0A ' "$port")
  until grep -qs "$line" /proc/net/tcp /proc/net/tcp6; do sleep 0.1; done
done
`;

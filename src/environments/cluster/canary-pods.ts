import type { V1Pod } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../model/scenario.ts';
import { EnforcementError, EnvironmentError } from '../../model/errors.ts';
import type { Owner } from './labels.ts';
import { applyOwned } from './apply.ts';
import { startPod } from './await-start.ts';
import type { Client } from './client.ts';
import { exec, type ExecRequest } from './exec.ts';
import { canaryLabel, canaryPod, probeContainer } from './probe-pod.ts';
import { isRunning } from './await-ready.ts';

/** Probe pods in the run's own namespace, one per node, that show what the CNI enforces there and when. */
export interface Canaries {
  /**
   * Proves that a path which is open closes when a policy denies it, on every node that was named.
   *
   * @throws {@link EnforcementError} when it stays open.
   */
  checkEnforcement(): Promise<void>;
  /**
   * Resolves when a policy that is applied now is in force on every node, to the milliseconds that this took. CNIs
   * take policies in order, so that whatever was applied before is in force then too. The sign is a path that opens,
   * never one that closes: a lost packet looks like the latter.
   */
  awaitMark(): Promise<number>;
}

interface Canary {
  readonly name: string;
  readonly node: string;
  readonly ip: string;
}

const firstPort = 8000;
/** Marks take turns: a port is closed again long before its next one. */
const markPorts = 8;
const openWithinMs = 60_000;
const closedWithinMs = 30_000;
/** Connections that end early are rare, and do not follow each other. */
const mostTries = 3;

export async function startCanaries(
  client: Client,
  { owner, image, nodes }: { owner: Owner; image: string; nodes: readonly string[] },
): Promise<Canaries> {
  const { namespace, runId } = owner;
  const ports = Array.from({ length: markPorts + 1 }, (_, index) => firstPort + index);
  // Two on a single node: a pod cannot be kept from reaching itself.
  const canaryNodes = nodes.length === 1 ? [...nodes, ...nodes] : nodes;
  const canaries = await Promise.all(
    canaryNodes.map(async (node, index): Promise<Canary> => {
      const object = canaryPod(index, { runId, namespace, image, node, ports });
      const holds = (pod: V1Pod): boolean => isRunning(pod) && pod.status?.podIP !== undefined;
      const { pod } = await startPod(client, { object, owner, holds });
      return { name: object.metadata.name, node, ip: pod.status?.podIP ?? '' };
    }),
  );
  let mark = 0;

  /** Has every canary try the next one until the path is as wanted; resolves to the nodes where it did not come to be. */
  const failing = async (wanted: 'open' | 'closed', port: number, deadlineMs: number): Promise<string[]> => {
    const tries = canaries.map(async ({ name, node }, index) => {
      const peer = canaries[(index + 1) % canaries.length]?.ip ?? '';
      const command = [
        'sh',
        '-c',
        watch,
        'canary',
        wanted,
        `http://${peer.includes(':') ? `[${peer}]` : peer}:${port}/`,
        String(Math.ceil(deadlineMs / 1000)),
      ];
      const request = { namespace, pod: name, container: probeContainer, command, deadlineMs: deadlineMs + 5000 };
      return (await isAsWanted(request, node)) ? [] : [node];
    });
    return (await Promise.all(tries)).flat();
  };

  /** What a canary saw; one that was cut short saw nothing, and is asked again. */
  const isAsWanted = async (request: ExecRequest, node: string): Promise<boolean> => {
    for (let tried = 1; tried <= mostTries; tried += 1) {
      const { exitCode } = await client.call(async () => await exec(client, request));
      if (exitCode === 0 || exitCode === 1) return exitCode === 0;
    }
    throw new EnvironmentError(
      `the canary ${namespace}/${request.pod} on ${node} was asked ${mostTries} times, and says nothing`,
      'See whether pods there can be entered (kubectl exec), and whether the probe image has a shell and curl.',
    );
  };

  return {
    async checkEnforcement() {
      if (canaries.length === 0) return;
      const unreachable = await failing('open', firstPort, openWithinMs);
      if (unreachable.length > 0) {
        throw new EnvironmentError(
          `pods on ${unreachable.join(', ')} cannot reach pods of other nodes, although no policy applies`,
          'Fix the pod network first, or look for policies that apply to every namespace (kubectl get globalnetworkpolicies,adminnetworkpolicies -A).',
        );
      }
      await applyOwned(client, isolation(owner), owner);
      const open = await failing('closed', firstPort, closedWithinMs);
      if (open.length === 0) return;
      throw new EnforcementError(
        `this cluster's CNI does not enforce NetworkPolicy: traffic that a policy denies still got through on ${[...new Set(open)].join(', ')}`,
        'Use a CNI that enforces policies, such as Calico or Cilium; old kindnet, flannel and Docker Desktop do not.',
      );
    },
    async awaitMark() {
      mark = (mark % markPorts) + 1;
      const started = performance.now();
      await applyOwned(client, opening(owner, firstPort + mark), owner);
      const late = await failing('open', firstPort + mark, openWithinMs);
      if (late.length > 0) {
        throw new EnvironmentError(
          `policies are not in force on ${late.join(', ')} after ${openWithinMs / 1000} s`,
          'Look at the CNI of that node: kubectl get pods -n kube-system -o wide.',
        );
      }
      return Math.round(performance.now() - started);
    },
  };
}

/**
 * Tries a URL until its handshake is (`open`) or is not (`closed`) completed. Closed means twice at the same time, with
 * time for a retransmission. Arguments: what is wanted, the URL, seconds to try.
 */
const watch = String.raw`
wanted=$1 url=$2
end=$(($(date +%s) + $3))
if [ "$wanted" = open ]; then wait=0.2 limit=0.3; else wait=1.2 limit=1.3; fi
while [ "$(date +%s)" -le "$end" ]; do
  times=$(curl -sZ --parallel-immediate --noproxy '*' --http0.9 --connect-timeout "$wait" --max-time "$limit" \
    -w '%{time_connect}\n' -o /dev/null "$url" -o /dev/null "$url" 2>/dev/null)
  # No curl, or one that says nothing, shows nothing.
  [ -n "$times" ] || exit 2
  if printf '%s\n' "$times" | grep -q '[1-9]'; then state=open; else state=closed; fi
  [ "$state" = "$wanted" ] && exit 0
done
exit 1
`;

function isolation(owner: Owner): KubernetesObject {
  return policy('isolation', owner, { policyTypes: ['Ingress', 'Egress'] });
}

function opening(owner: Owner, port: number): KubernetesObject {
  const rule = { ports: [{ port, protocol: 'TCP' }] };
  return policy('mark', owner, { policyTypes: ['Ingress', 'Egress'], ingress: [rule], egress: [rule] });
}

function policy(name: string, { runId, namespace }: Owner, spec: object): KubernetesObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${name}-${runId}`, namespace },
    spec: { podSelector: { matchLabels: { [canaryLabel]: runId } }, ...spec },
  };
}

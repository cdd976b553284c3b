import type { KubernetesObject, Manifest } from '../../model/scenario.ts';
import { resolverOf } from '../../netns-plan/zone.ts';
import { netnsOf } from '../../netns-plan/network.ts';
import { EnforcementError, EnvironmentError } from '../../model/errors.ts';
import type { World, WorldPod } from '../../policy/world.ts';
import type { SimulatedCluster } from './netns-cluster.ts';
import type { Sandbox } from './sandbox.ts';

/** Namespace of the pods that show whether rules are enforced here; nothing else is in it. */
const canaryNamespace = 'flowproof-canary';

const port = 8080;

/** One pod on every node that listens. */
const canaries: readonly Manifest[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: canaryNamespace } },
  {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'canary', namespace: canaryNamespace },
    spec: {
      selector: { matchLabels: { app: 'canary' } },
      template: {
        metadata: { labels: { app: 'canary' } },
        spec: { containers: [{ name: 'server', ports: [{ containerPort: port }] }] },
      },
    },
  },
].map((object) => manifestOf(object));

/** Closes what was open between the canaries. */
const canaryPolicy: Manifest = manifestOf({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'canary', namespace: canaryNamespace },
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
});

/** The canaries behind the policy, as they stay for the whole run. */
export const guardedCanaries: readonly Manifest[] = [...canaries, canaryPolicy];

/**
 * Starts canaries, sees that they reach each other, and closes the way with a policy.
 *
 * @returns what sees that the way is closed, once the time is there to wait for it
 * @throws {@link EnvironmentError} when the way is not open without a policy.
 */
export async function proveEnforcement(cluster: SimulatedCluster, sandbox: Sandbox): Promise<() => Promise<void>> {
  await cluster.update({ ...cluster.content(), manifests: canaries });
  const paths = canaryPaths(cluster.world());
  const connects = async ({ from, url }: CanaryPath, tries: number): Promise<boolean> => {
    const place = { netns: netnsOf(from), ...resolverOf(canaryNamespace) };
    const connected = await sandbox.enter(place, ['sh', '-c', connect, 'canary', url], { timeoutMs: 10_000 });
    return Number(connected) > 0 || (tries > 1 && (await connects({ from, url }, tries - 1)));
  };
  // More than one try, because a fault on purpose may lose the first.
  const before = await Promise.all(paths.map(async (path) => await connects(path, 5)));
  if (before.some((open) => !open)) {
    throw new EnvironmentError(
      'pods of the simulated cluster do not reach each other, although no policy is there',
      'Does a firewall on this machine filter forwarded packets? Look at: nft list ruleset',
    );
  }
  await cluster.update({ ...cluster.content(), manifests: guardedCanaries });
  return async () => {
    const after = await Promise.all(paths.map(async (path) => await connects(path, 1)));
    if (after.every((open) => !open)) return;
    throw new EnforcementError(
      "flowproof's nftables rules are not enforced here: a path stayed open that a policy denies",
      'Does this kernel have nftables with connection tracking? Use --environment kind.',
    );
  };
}

/** Says how long the handshake took; an exit code other than 0 is an answer as well. */
const connect = `curl -s -o /dev/null --noproxy '*' --connect-timeout 1 -w '%{time_connect}' "$1" || true`;

interface CanaryPath {
  readonly from: WorldPod;
  readonly url: string;
}

/** Each canary, with the URL of every other one. */
function canaryPaths({ pods }: World): CanaryPath[] {
  const own = pods.filter(({ namespace }) => namespace === canaryNamespace);
  return own.flatMap((from) =>
    own
      .filter((to) => to !== from)
      .flatMap(({ ips }) => ips.map((ip) => ({ from, url: `http://${ip.includes(':') ? `[${ip}]` : ip}:${port}/` }))),
  );
}

/** An object of flowproof's own as a manifest. */
export function manifestOf(object: KubernetesObject): Manifest {
  const position = { file: 'pods of flowproof', line: 1, column: 1 };
  return { object, position, at: () => position };
}

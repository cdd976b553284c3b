import type { Endpoint } from '../../model/scenario.ts';
import type { IpFamily } from '../../policy/addresses.ts';
import type { Faults } from '../../netns-plan/fault.ts';
import { selects } from '../../kubernetes/selector.ts';
import { proveEnforcement } from './canary-namespaces.ts';
import { createCluster, type SimulatedCluster } from './netns-cluster.ts';
import { checkPrograms } from './programs.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { startServers, type Servers } from './run-servers.ts';

/** What a user can choose about a cluster of network namespaces. */
export interface NetnsOptions {
  /** Families of the addresses of pods and Services. */
  readonly ipFamily: IpFamily;
  /** What is wrong on purpose. */
  readonly faults: Faults;
}

export const defaultNetnsOptions: NetnsOptions = { ipFamily: 'ipv4', faults: {} };

export interface StandingClusterOptions extends NetnsOptions {
  /** Leave it when it is disposed of, for an hour. */
  readonly keep: boolean;
  /** Those among which {@link Faults.dead} are named. */
  readonly endpoints: readonly Endpoint[];
}

/** A cluster of network namespaces that stands, for one run or for many. */
export interface StandingCluster extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly servers: Servers;
  readonly cluster: SimulatedCluster;
  /** Looks once, whoever asks. @throws {@link EnforcementError} when a path stays open that a policy denies. */
  checkEnforcement(): Promise<void>;
}

/**
 * Opens a cluster of network namespaces. One process holds all of it, and it is gone with that process, however flowproof
 * ends.
 *
 * @throws {@link EnvironmentError} where programs are missing, or network namespaces are not allowed.
 */
export async function raiseCluster(options: StandingClusterOptions, signal: AbortSignal): Promise<StandingCluster> {
  const { ipFamily, faults, endpoints, keep } = options;
  await checkPrograms();
  const dead = endpoints.filter(({ name }) => faults.dead?.includes(name));
  await using undo = new AsyncDisposableStack();
  const sandbox = undo.use(await openSandbox({ keep }, signal));
  const servers = undo.use(await startServers(sandbox, signal));
  const cluster = await createCluster(
    { sandbox, servers },
    {
      ipFamily,
      faults,
      isDead: ({ namespace, labels }) =>
        dead.some((one) => one.kind === 'pods' && one.namespace === namespace && selects(one.podSelector, labels)),
    },
  );
  const look = await proveEnforcement(cluster, sandbox);
  let looked: Promise<void> | undefined;
  const end = undo.move();
  return {
    sandbox,
    servers,
    cluster,
    checkEnforcement: async () => await (looked ??= look()),
    [Symbol.asyncDispose]: async () => await end.disposeAsync(),
  };
}

import type { Endpoint, Scenario, Source } from '../../core/model.ts';
import { resolvConfFile } from '../../core/netns/assemble.ts';
import { describeFaults, type Faults } from '../../core/netns/fault.ts';
import type { IpFamily } from '../../core/netns/addresses.ts';
import {
  clientPodName,
  clientPods,
  endpointFacts,
  endpointPods,
  openedPorts,
  outsideHost,
} from '../../core/netns/endpoints.ts';
import { netnsOf, outsideNetns } from '../../core/netns/network.ts';
import { selects } from '../../core/selector.ts';
import { podId } from '../../core/targets.ts';
import { isModelled } from '../../policy/build-world.ts';
import type { WorldPod } from '../../policy/world.ts';
import { EnvironmentError } from '../../errors.ts';
import type { Environment } from '../environment.ts';
import { ToolError } from '../tool.ts';
import { proveEnforcement } from './canaries.ts';
import { createCluster } from './cluster.ts';
import { checkPrograms } from './programs.ts';
import { openSandbox } from './sandbox.ts';

/** What a user can choose about a cluster of network namespaces. */
export interface NetnsOptions {
  /** Families of the addresses of pods and Services. */
  readonly ipFamily: IpFamily;
  /** What is wrong on purpose. */
  readonly faults: Faults;
}

export interface NetnsEnvironmentOptions extends NetnsOptions {
  readonly runId: string;
  /** Why this environment was taken, for the report. */
  readonly reason: string;
  readonly scenario: Scenario;
  /** Leave it when the run ends, for an hour. */
  readonly keep: boolean;
}

/**
 * Opens the cluster that a scenario's manifests describe, made of Linux network namespaces. One process holds all of it,
 * and it is gone with that process, however flowproof ends.
 *
 * @throws {@link EnvironmentError} where programs are missing, or network namespaces are not allowed.
 */
export async function openNetns(options: NetnsEnvironmentOptions, signal: AbortSignal): Promise<Environment> {
  const { runId, reason, ipFamily, faults, scenario } = options;
  await checkPrograms();
  const dead = scenario.endpoints.filter(({ name }) => faults.dead?.includes(name));
  const sandbox = await openSandbox({ keep: options.keep }, signal);
  try {
    return await occupy();
  } catch (error) {
    await sandbox[Symbol.asyncDispose]();
    throw error;
  }

  async function occupy(): Promise<Environment> {
    const cluster = await createCluster(sandbox, {
      ipFamily,
      faults,
      isDead: ({ namespace, labels }) =>
        dead.some((one) => one.kind === 'pods' && one.namespace === namespace && selects(one.podSelector, labels)),
    });
    const closed = await proveEnforcement(cluster, sandbox);
    const places = new Map<string, { readonly netns: string; readonly resolvConf: string }>();
    const { nodeList: nodes } = cluster.addresses;
    let enforcementMs = 0;

    const sourceOf = (endpoint: Endpoint, pod: WorldPod): Source => {
      const id = podId(pod);
      places.set(id, { netns: netnsOf(pod), resolvConf: resolvConfFile(pod.namespace) });
      return { endpoint: endpoint.name, id, node: pod.node };
    };

    const sourcesOf = (endpoint: Endpoint): Source[] => {
      const { pods } = cluster.world();
      switch (endpoint.kind) {
        case 'host':
          return [];
        case 'outside':
          places.set(outsideNetns, { netns: outsideNetns, resolvConf: resolvConfFile(outsideNetns) });
          return [{ endpoint: endpoint.name, id: outsideNetns }];
        case 'pods':
          return readyPods(endpoint).map((pod) => sourceOf(endpoint, pod));
        case 'client': {
          const names = Array.from({ length: endpoint.replicas }, (_, index) => clientPodName(endpoint.name, index));
          const own = pods.filter(({ namespace, name }) => namespace === endpoint.namespace && names.includes(name));
          return own.map((pod) => sourceOf(endpoint, pod));
        }
      }
    };

    const readyPods = (endpoint: Endpoint & { readonly kind: 'pods' }): WorldPod[] => {
      const found = endpointPods(endpoint, cluster.world());
      const onNode = found.find(({ hostNetwork }) => hostNetwork);
      if (onNode) {
        throw new EnvironmentError(
          `endpoint "${endpoint.name}": pod ${podId(onNode)} uses its node's network`,
          'NetworkPolicies are not defined for hostNetwork pods: take it out of the scenario.',
        );
      }
      if (found.length > 0) return found;
      throw new EnvironmentError(
        `endpoint "${endpoint.name}": the manifests applied so far make no pod that it selects`,
        'Move the manifest to an earlier stage, or correct the selector.',
      );
    };

    const factsOf = (endpoints: readonly Endpoint[]) => {
      const world = cluster.world();
      const context = { world, nodes, opened: openedPorts(endpoints, world) };
      const receivers = endpoints.filter((endpoint) => endpoint.kind === 'pods');
      return new Map(receivers.map((endpoint) => [endpoint.name, endpointFacts(endpoint, context)]));
    };

    return {
      runId,
      description: `network namespaces on this machine (${reason}); enforced by flowproof's nftables rules: proves the policies, not your cluster's CNI`,
      notes: notesOn(scenario, faults),
      async apply(manifests) {
        enforcementMs = await cluster.update((content) => ({
          ...content,
          manifests: [...content.manifests, ...manifests],
        }));
      },
      async resolve(endpoints) {
        const clients = endpoints.filter((endpoint) => endpoint.kind === 'client').flatMap(clientPods);
        const hosts = endpoints.filter((endpoint) => endpoint.kind === 'host');
        await cluster.update(({ manifests, ...content }) => ({
          ...content,
          manifests: [...manifests, ...clients],
          nodePorts: (world) => openedPorts(endpoints, world),
          hosts: hosts.map((host) => outsideHost(host, cluster.addresses)),
        }));
        return { sources: endpoints.flatMap(sourcesOf), facts: factsOf(endpoints) };
      },
      facts: async (endpoints) => await Promise.resolve(factsOf(endpoints)),
      checkEnforcement: async () => await closed(),
      awaitEnforcement: async () => await Promise.resolve(enforcementMs),
      async probe({ id }, { command, stdin, deadlineMs }) {
        const place = places.get(id);
        if (!place) throw new EnvironmentError(`nobody is called ${id} here`, 'This is a defect of flowproof.');
        try {
          return await sandbox.enter(place, command, { stdin, timeoutMs: deadlineMs });
        } catch (error) {
          // What came until then is kept: a probe without a result is no verdict.
          if (error instanceof ToolError && error.reason !== 'missing') return error.output;
          throw error;
        }
      },
      byHand: (command, { id }) => sandbox.byHand(places.get(id)?.netns ?? '', command),
      [Symbol.asyncDispose]: async () => await sandbox[Symbol.asyncDispose](),
    };
  }
}

/** What a reader has to know of the difference to a real cluster. */
function notesOn({ stages }: Scenario, faults: Faults): string[] {
  const ignored = stages
    .flatMap(({ manifests }) => manifests.map(({ object }) => object))
    .filter((object) => !isModelled(object))
    .map(({ kind, metadata: { name } }) => `${kind} ${name}`);
  const wrong = describeFaults(faults);
  return [
    'What the containers run was not started: servers of flowproof listened on the ports that the manifests declare.',
    ...(ignored.length > 0 ? [`Not simulated: ${[...new Set(ignored)].join(', ')}.`] : []),
    ...(wrong.length > 0 ? [`Wrong on purpose: ${wrong.join('; ')}.`] : []),
  ];
}

import { availableParallelism } from 'node:os';
import type { EndpointFacts } from '../../model/facts.ts';
import type { Endpoint, Manifest, Scenario } from '../../model/scenario.ts';
import { endpointFacts, openedPorts, outsideHost } from '../../netns-plan/netns-endpoints.ts';
import { senderCommand } from '../../probe/batch.ts';
import { notesOn } from '../../netns-plan/notes.ts';
import { clientPods, sourcesOf, type LocatedSource } from '../../netns-plan/netns-sources.ts';
import { EnvironmentError } from '../../model/errors.ts';
import type { Environment } from '../environment.ts';
import { createSenders } from '../sender/senders.ts';
import { guardedCanaries } from './canary-namespaces.ts';
import { control, locateControl } from './netns-control.ts';
import { raiseCluster, type NetnsOptions, type StandingCluster } from './standing-cluster.ts';

export interface NetnsEnvironmentOptions extends NetnsOptions {
  readonly runId: string;
  /** Why it was taken in place of a kind cluster. */
  readonly reason?: string | undefined;
  readonly scenario: Scenario;
}

/**
 * Opens the cluster that a scenario's manifests describe, made of Linux network namespaces, for one run.
 *
 * @throws {@link EnvironmentError} where programs are missing, or network namespaces are not allowed.
 */
export async function openNetns(
  options: NetnsEnvironmentOptions & { readonly keep: boolean },
  signal: AbortSignal,
): Promise<Environment> {
  const standing = await raiseCluster({ ...options, endpoints: options.scenario.endpoints }, signal).catch(
    (error: unknown) => {
      if (options.reason === undefined || !(error instanceof EnvironmentError)) throw error;
      throw new EnvironmentError(`${options.reason}\n${error.message}`, error.hint, { cause: error });
    },
  );
  const environment = environmentAt(standing, options, signal);
  return {
    ...environment,
    ...(options.keep ? {} : { byHand: () => '' }),
    async [Symbol.asyncDispose]() {
      await environment[Symbol.asyncDispose]();
      await standing[Symbol.asyncDispose]();
    },
  };
}

/** Tries flows at a place that stands, and that stays when the run ends. What earlier runs applied there is gone. */
export function environmentAt(
  { cluster, sandbox, servers, ...standing }: StandingCluster,
  { runId, reason, scenario, faults }: NetnsEnvironmentOptions,
  signal: AbortSignal,
): Environment {
  const applied: Manifest[] = [];
  const sources = new Map<string, LocatedSource>();
  const clients = scenario.endpoints.filter((endpoint) => endpoint.kind === 'client').flatMap(clientPods);
  const hosts = scenario.endpoints.filter((endpoint) => endpoint.kind === 'host');
  const hostIps = new Map(hosts.map((host) => [host.name, [outsideHost(host, cluster.addresses).ip]]));
  const controlPorts = new Set<number>();
  const senders = createSenders(async ({ id }, listener) => {
    const source = sources.get(id);
    if (!source) throw new EnvironmentError(`there is no ${id} here`, 'Please report it: this is a defect.');
    return await Promise.resolve(sandbox.talk(source, senderCommand, listener));
  }, signal);
  let enforcementMs = 0;

  const factsOf = (endpoints: readonly Endpoint[]): Map<string, EndpointFacts> => {
    const world = cluster.world();
    const context = { world, nodes: cluster.addresses.nodeList, opened: openedPorts(endpoints, world) };
    const receivers = endpoints.filter((endpoint) => endpoint.kind === 'pods');
    return new Map(receivers.map((endpoint) => [endpoint.name, endpointFacts(endpoint, context)]));
  };

  const update = async (): Promise<number> =>
    await cluster.update({
      ...cluster.content(),
      manifests: [...guardedCanaries, ...applied, ...clients, ...(controlPorts.size > 0 ? control(controlPorts) : [])],
      nodePorts: (world) => openedPorts(scenario.endpoints, world),
      hosts: hosts.map((host) => outsideHost(host, cluster.addresses)),
    });

  return {
    runId,
    description: `network namespaces on this machine${reason === undefined ? '' : ` (${reason})`}; enforced by flowproof's nftables rules: proves the policies, not your cluster's CNI`,
    notes: notesOn(scenario, faults),
    // It takes the second that a blocked canary waits, in which the first stage can be probed.
    async checkEnforcement() {
      standing.checkEnforcement().catch(() => undefined);
      await Promise.resolve();
    },
    async apply(manifests) {
      applied.push(...manifests);
      enforcementMs = await update();
    },
    async resolve(endpoints) {
      const located = endpoints.flatMap((endpoint) => sourcesOf(endpoint, cluster.world()));
      for (const source of located) sources.set(source.id, source);
      return await Promise.resolve({ sources: located, facts: factsOf(endpoints), hosts: hostIps });
    },
    async facts(endpoints) {
      await standing.checkEnforcement();
      return factsOf(endpoints);
    },
    policies: async () => await Promise.resolve({ policies: [] }),
    awaitEnforcement: async () => await Promise.resolve(enforcementMs),
    launchers: availableParallelism(),
    async probe(source, batch, onLaunched) {
      const before = await servers.standing();
      const output = await senders.run(source, batch, onLaunched);
      if ((await servers.standing()) === before) return output;
      throw new EnvironmentError(
        'the servers of this environment ended during the run and were restarted',
        'Try again.',
      );
    },
    async control(ports) {
      for (const port of ports) controlPorts.add(port);
      await update();
      const located = locateControl(cluster.world());
      if (located) sources.set(located.source.id, located.source);
      return located;
    },
    byHand: (command, { id }) => sandbox.byHand(sources.get(id)?.netns ?? '', command),
    async [Symbol.asyncDispose]() {
      senders.end();
      await Promise.resolve();
    },
  };
}

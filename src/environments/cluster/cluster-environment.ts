import type { EndpointFacts } from '../../model/facts.ts';
import type { Endpoint } from '../../model/scenario.ts';
import { senderCommand } from '../../probe/batch.ts';
import { inCluster } from '../../probe/reproduce.ts';
import type { Environment, Progress } from '../environment.ts';
import { EnvironmentError } from '../../model/errors.ts';
import type { Owner } from './labels.ts';
import { createSenders } from '../sender/senders.ts';
import { applyManifests } from './apply.ts';
import { startCanaries, type Canaries } from './canary-pods.ts';
import type { Client } from './client.ts';
import { createControl } from './cluster-control.ts';
import { talkInside } from './exec.ts';
import { readFacts } from './read-facts.ts';
import { awaitNodePorts, nodePortName, openNodePort } from './node-port.ts';
import { noteDoubts } from './note-doubts.ts';
import { readPolicies } from './read-policies.ts';
import { awaitWorkloads } from './await-ready.ts';
import type { Sources } from './sources.ts';
import type { Workers } from './workers/dispatch.ts';

export interface ClusterOptions {
  readonly client: Client;
  readonly owner: Owner;
  readonly description: string;
  readonly notes: readonly string[];
  readonly probeImage: string;
  /** {@link Environment.launchers} */
  readonly launchers: number;
  /** Nodes whose enforcement is proven. */
  readonly nodes: readonly string[];
  readonly sources: Sources;
  /** Pods that start the probes in place of this machine. */
  readonly workers?: Workers | undefined;
  /**
   * Told what canaries cannot show, where flows are observed and not judged.
   *
   * @defaultValue that ends the run
   */
  readonly onDoubt?: ((note: string) => void) | undefined;
  readonly progress: Progress;
}

/** What is left to the caller is to remove what the run made, once the sources were left. */
export interface ClusterEnvironment extends Omit<Environment, typeof Symbol.asyncDispose> {
  /** Ends the programs that send. */
  readonly leave: () => void;
}

/** Tries flows in a cluster that stands, whoever made it. What the run makes is the caller's to remove. */
export function createClusterEnvironment(options: ClusterOptions): ClusterEnvironment {
  const { client, owner, probeImage: image, sources, workers, nodes, progress } = options;
  const { runId } = owner;
  // Started now and awaited when needed: their images and sandboxes take as long as the workloads'.
  const starting = startCanaries(client, { owner, image, nodes });
  starting.catch(() => undefined);
  const strict: Canaries = {
    checkEnforcement: async () => await (await starting).checkEnforcement(),
    awaitMark: async () => await (await starting).awaitMark(),
  };
  const canaries = options.onDoubt ? noteDoubts(strict, options.onDoubt) : strict;
  const control = createControl(client, { owner, image });
  const senders = createSenders(async ({ id }, listener) => {
    const containerRef = control.containerRef(id) ?? sources.containerRef(id);
    if (containerRef) {
      const request = { ...containerRef, command: senderCommand };
      return await client.call(async () => await talkInside(client, request, listener));
    }
    const outside = await sources.outside();
    if (!outside) throw new EnvironmentError(`there is no ${id}`, 'Please report it: this is a defect.');
    return outside.talk(senderCommand, listener);
  }, client.signal);

  const facts = async (endpoints: readonly Endpoint[]): Promise<Map<string, EndpointFacts>> => {
    const receivers = endpoints.filter((endpoint) => endpoint.kind === 'pods');
    const outside = await sources.outside();
    const read = receivers.map(async (endpoint): Promise<[string, EndpointFacts]> => {
      const nodePortService = outside && nodePortName(endpoint, runId);
      return [endpoint.name, await readFacts(client, endpoint, nodePortService)];
    });
    return new Map(await Promise.all(read));
  };

  return {
    runId,
    description: options.description,
    notes: options.notes,
    facts,
    policies: async (endpoints) => await readPolicies(client, { endpoints, owner }),
    async apply(manifests) {
      await applyManifests(client, manifests, owner);
      await awaitWorkloads(client, manifests, (text) => progress.detail(text));
    },
    async resolve(endpoints) {
      const found = await Promise.all(endpoints.map(async (endpoint) => await sources.of(endpoint)));
      const outside = await sources.outside();
      const receivers = endpoints.filter((endpoint) => endpoint.kind === 'pods');
      const opening = outside ? receivers.filter(({ ports }) => ports.length > 0) : [];
      const ports = await Promise.all(opening.map(async (endpoint) => await openNodePort(client, endpoint, owner)));
      const known = await facts(endpoints);
      if (outside)
        await awaitNodePorts(
          outside,
          opening.map(({ name }, index) => ({ facts: known.get(name), port: ports[index] ?? 0 })),
        );
      return { sources: found.flat(), facts: known };
    },
    checkEnforcement: async () => await canaries.checkEnforcement(),
    awaitEnforcement: async () => await canaries.awaitMark(),
    launchers: options.launchers,
    probe: senders.run,
    leave: senders.end,
    async control(ports) {
      const listening = await control.listenOn(ports);
      // A rule that lets everybody in has to know the new pod by then.
      await canaries.awaitMark();
      return listening;
    },
    ...(workers && {
      probeElsewhere: async (requests) => await workers.run(requests, (id) => sources.containerRef(id)),
    }),
    byHand: (command, source, sender) => inCluster(command, source, { sender, image }),
  };
}

import type { Endpoint } from '../../core/model.ts';
import type { EndpointFacts } from '../../core/facts.ts';
import { inCluster } from '../../core/reproduce.ts';
import type { Environment, Progress } from '../environment.ts';
import { retryTransient } from '../retry.ts';
import { applyManifests } from './apply.ts';
import { startCanaries } from './canaries.ts';
import { clean } from './clean.ts';
import { connectUnaborted, type Client } from './client.ts';
import { exec } from './exec.ts';
import { readFacts, readNodeIps } from './facts.ts';
import { awaitNodePorts, nodePortName, openNodePort } from './node-port.ts';
import { createOwner } from './owner.ts';
import { awaitWorkloads } from './ready.ts';
import { createSources } from './sources.ts';

/** A container beyond the cluster that probes are run in. */
export interface Outside {
  /** What reports call it. */
  readonly id: string;
  /** Resolves to the standard output, whatever the exit code. */
  run(command: readonly string[], stdin: string, deadlineMs: number): Promise<string>;
  remove(): Promise<void>;
}

export interface ClusterOptions {
  readonly client: Client;
  readonly runId: string;
  readonly description: string;
  readonly probeImage: string;
  /** How many stages will wait for enforcement. */
  readonly marks: number;
  /** Leave everything where it is at the end. */
  readonly keep: boolean;
  /** Starts the container beyond the cluster for an endpoint; called once at the most. */
  readonly startOutside: (endpoint: string) => Promise<Outside>;
  readonly progress: Progress;
}

/** Tries flows in a cluster that stands, whoever made it. */
export async function openCluster(options: ClusterOptions, signal: AbortSignal): Promise<Environment> {
  const { client, runId, description, probeImage: image, progress, keep } = options;
  const tidying = connectUnaborted(client.kubeConfig);
  const owner = await createOwner(client, runId, signal);
  try {
    return await occupy();
  } catch (error) {
    await clean(tidying, { runId });
    throw error;
  }

  async function occupy(): Promise<Environment> {
    const nodeIps = await readNodeIps(client, signal);
    // Started now and awaited when needed: their images and sandboxes take as long as the workloads'.
    const starting = startCanaries(client, { owner, image, nodes: [...nodeIps.keys()], marks: options.marks }, signal);
    starting.catch(() => undefined);
    const sources = createSources(client, { ...options, owner, image }, signal);

    const facts = async (endpoints: readonly Endpoint[]): Promise<Map<string, EndpointFacts>> => {
      const receivers = endpoints.filter((endpoint) => endpoint.kind === 'pods');
      const read = receivers.map(async (endpoint): Promise<[string, EndpointFacts]> => {
        const context = { nodePortService: nodePortName(endpoint, runId), nodeIps };
        return [endpoint.name, await readFacts(client, endpoint, context, signal)];
      });
      return new Map(await Promise.all(read));
    };

    return {
      runId,
      description,
      notes: [],
      facts,
      async apply(manifests) {
        await applyManifests(client, manifests, owner, signal);
        await awaitWorkloads(client, manifests, (text) => progress.detail(text), signal);
      },
      async resolve(endpoints) {
        const found = await Promise.all(endpoints.map(async (endpoint) => await sources.of(endpoint)));
        const outside = await sources.outside();
        const receivers = endpoints.filter((endpoint) => endpoint.kind === 'pods');
        const opening = outside ? receivers.filter(({ ports }) => ports.length > 0) : [];
        const ports = await Promise.all(
          opening.map(async (endpoint) => await openNodePort(client, endpoint, owner, signal)),
        );
        const known = await facts(endpoints);
        if (outside)
          await awaitNodePorts(
            outside,
            opening.map(({ name }, index) => ({ facts: known.get(name), port: ports[index] ?? 0 })),
          );
        return { sources: found.flat(), facts: known };
      },
      checkEnforcement: async () => await (await starting).checkEnforcement(),
      awaitEnforcement: async () => await (await starting).awaitMark(),
      async probe({ id }, { command, stdin, deadlineMs }) {
        const place = sources.place(id);
        if (!place) return (await (await sources.outside())?.run(command, stdin, deadlineMs)) ?? '';
        const request = { ...place, command, stdin, deadlineMs };
        const { stdout } = await retryTransient(async () => await exec(client.kubeConfig, request, signal), signal);
        return stdout;
      },
      byHand: (command, source, sender) => inCluster(command, source, { sender, image }),
      async [Symbol.asyncDispose]() {
        if (keep) return;
        await sources.stop();
        await clean(tidying, { runId });
      },
    };
  }
}

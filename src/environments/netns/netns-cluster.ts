import { planAddresses, type AddressPlan, type IpFamily } from '../../policy/addresses.ts';
import { assemble, type Content, type Standing } from '../../netns-plan/assemble.ts';
import { networkScript } from '../../netns-plan/network.ts';
import { buildWorld } from '../../policy/build-world.ts';
import type { World } from '../../policy/world.ts';
import { planImpairment } from './impair.ts';
import type { Sandbox } from './sandbox.ts';
import type { Servers } from './run-servers.ts';

/** The cluster that manifests describe, made of network namespaces. */
export interface SimulatedCluster {
  readonly addresses: AddressPlan;
  /** What it is made of now. */
  world(): World;
  /** What it was told last to hold. */
  content(): Content;
  /** Brings pods, names and rules in line with a new content. Resolves to the milliseconds that took. */
  update(content: Content): Promise<number>;
}

export interface ClusterOptions extends Pick<Content, 'faults' | 'isDead'> {
  readonly ipFamily: IpFamily;
}

/** Lays out the network of a cluster that has nothing but what every cluster has. */
export async function createCluster(
  { sandbox, servers }: { readonly sandbox: Sandbox; readonly servers: Servers },
  { ipFamily, faults, isDead }: ClusterOptions,
): Promise<SimulatedCluster> {
  const addresses = planAddresses(ipFamily);
  const nodes = addresses.nodeList;
  let content: Content = { manifests: [], nodePorts: () => [], hosts: [], faults, isDead };
  let standing: Standing = { netns: [], servers: [] };
  let world: World = buildWorld(content.manifests, addresses);
  const impairment = await planImpairment(faults, sandbox);
  let last: Promise<unknown> = sandbox.run(networkScript(nodes, impairment.onNode));

  const bringInLine = async (): Promise<number> => {
    const started = performance.now();
    world = buildWorld(content.manifests, addresses);
    const next = assemble(world, content, { nodes, standing, impairment });
    await sandbox.run(next.script);
    await servers.listen(next.listeners);
    ({ standing } = next);
    return Math.round(performance.now() - started);
  };
  // One by one: a stage's workloads may be on their way while another part of the run needs its own.
  const update: SimulatedCluster['update'] = async (next) => {
    content = next;
    const mine = last.then(bringInLine);
    last = mine.catch(() => undefined);
    return await mine;
  };
  await update(content);
  return { addresses, world: () => world, content: () => content, update };
}

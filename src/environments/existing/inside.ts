import pLimit from 'p-limit';
import type { EndpointFacts, PodFacts } from '../../model/facts.ts';
import type { Endpoint } from '../../model/scenario.ts';
import { transportOf } from '../../kubernetes/port.ts';
import { podAddresses } from '../../probe/paths.ts';
import type { Client } from '../cluster/client.ts';
import { answersInside } from './port-forward.ts';

/** Looks from inside at every TCP port that nobody saw listen yet, and adds what it saw to the facts. */
export async function lookInside(
  client: Client,
  endpoints: readonly Endpoint[],
  facts: ReadonlyMap<string, EndpointFacts>,
): Promise<Map<string, EndpointFacts>> {
  const limit = pLimit(10);
  const seen = new Map<string, Promise<boolean>>();
  const answers = async ({ namespace, name }: PodFacts, port: number): Promise<boolean> => {
    const key = `${namespace}/${name}:${port}`;
    const asking = seen.get(key) ?? limit(async () => await answersInside(client, { namespace, pod: name, port }));
    seen.set(key, asking);
    return await asking;
  };
  const looked = [...facts].map(async ([name, known]): Promise<[string, EndpointFacts]> => {
    const ports = endpoints.find((endpoint) => endpoint.name === name)?.ports ?? [];
    const tcp = ports.filter(({ protocol }) => transportOf(protocol) === 'TCP');
    const pods = known.pods.map(async (pod): Promise<PodFacts> => {
      const wanted = new Set(tcp.flatMap((port) => podAddresses(pod, port, known).map((address) => address.port)));
      for (const { port } of pod.listens) wanted.delete(port);
      const found = await Promise.all([...wanted].map(async (port) => ((await answers(pod, port)) ? [port] : [])));
      return { ...pod, listens: [...pod.listens, ...found.flat().map((port) => ({ port, seenBy: 'a port-forward' }))] };
    });
    return [name, { ...known, pods: await Promise.all(pods) }];
  });
  return new Map(await Promise.all(looked));
}

import type { EndpointFacts } from './facts.ts';
import type { Attempt, Endpoint, Flow, Port } from './model.ts';
import { portLabel } from './label.ts';
import { transportOf } from './port.ts';
import { podAddresses, podId, type SelfCheck } from './targets.ts';

/** A flow on one of its paths, with what its latest try showed. */
export interface Sighting {
  readonly flow: Pick<Flow, 'to' | 'port'>;
  readonly attempt: Attempt;
}

/** How each receiving port is known to listen, by `endpoint:port`; a port that nobody saw listen is absent. */
export type Listening = ReadonlyMap<string, string>;

/**
 * Gathers the proof that targets listen. Of an endpoint's own pods every one must have been seen, from inside, by a flow
 * that got through, or by its kubelet; of a host outside any flow will do, and one of an earlier stage too.
 */
export function proveListening(
  endpoints: readonly Endpoint[],
  {
    checks,
    flows,
    facts,
    earlier,
  }: {
    checks: readonly (SelfCheck & { attempt: Attempt })[];
    flows: readonly Sighting[];
    facts: ReadonlyMap<string, EndpointFacts>;
    earlier: Listening;
  },
): Listening {
  const proof = new Map<string, string>();
  for (const endpoint of endpoints) {
    for (const port of endpoint.ports) {
      const key = listeningKey(endpoint.name, port);
      const seen = flows.find(
        ({ flow, attempt }) => listeningKey(flow.to, flow.port) === key && attempt.verdict === 'allowed',
      );
      const own = checks.filter((check) => listeningKey(check.endpoint, check.port) === key);
      const known = facts.get(endpoint.name);
      // With one replica as a source, or a stand-in for it, nobody looks from inside of the others.
      const unchecked = known?.pods.filter((pod) => own.every(({ source }) => source.id !== podId(pod))) ?? [];
      const fromNode = known && seenByNode(port, { ...known, pods: unchecked });
      const silent = own.find(({ attempt }) => attempt.verdict !== 'allowed');
      const first = own[0];
      const before = earlier.get(key);
      const inside = `${own.map(({ source }) => source.id).join(', ')} listens: seen from inside its own pod`;
      if (first && !silent && unchecked.length === 0) proof.set(key, inside);
      else if (first && !silent && fromNode !== undefined) proof.set(key, `${inside}; ${fromNode}`);
      // A self-check that was lost, not one that failed: another flow may bear witness.
      else if (seen && (!silent || silent.attempt.verdict === 'failed'))
        proof.set(key, `seen by ${seen.attempt.source}`);
      else if (!silent && fromNode !== undefined) proof.set(key, fromNode);
      else if (endpoint.kind === 'host' && before !== undefined) proof.set(key, before);
    }
  }
  return proof;
}

/** How the nodes saw each of these pods listen; undefined where one was not seen. */
function seenByNode(port: Port, known: EndpointFacts): string | undefined {
  if (known.pods.length === 0 || transportOf(port.protocol) !== 'TCP') return undefined;
  const sightings = known.pods.flatMap((pod) =>
    podAddresses(pod, port, known).map((address) => {
      const seenBy = pod.listens.find((one) => one.port === address.port)?.seenBy;
      return seenBy === undefined ? undefined : `${podId(pod)} (${seenBy})`;
    }),
  );
  if (sightings.includes(undefined)) return undefined;
  return `seen by the kubelet: ${sightings.join(', ')}`;
}

export function listeningKey(endpoint: string, port: Flow['port']): string {
  return `${endpoint}:${portLabel(port)}`;
}

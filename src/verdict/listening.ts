import type { EndpointFacts, PodFacts } from '../model/facts.ts';
import type { Attempt } from '../model/report.ts';
import type { Endpoint, Flow, Port } from '../model/scenario.ts';
import { portLabel } from '../model/label.ts';
import { transportOf } from '../kubernetes/port.ts';
import { podAddresses, podId, type SelfCheck } from '../probe/paths.ts';

/** A flow on one of its paths, with what its latest try showed. */
export interface Sighting {
  readonly flow: Pick<Flow, 'to' | 'port'>;
  readonly attempt: Attempt;
}

/** How each receiving port is known to listen, by `endpoint:port`; a port that nobody saw listen is absent. */
export type Listening = ReadonlyMap<string, string>;

interface Seen {
  readonly checks: readonly (SelfCheck & { attempt: Attempt })[];
  readonly flows: readonly Sighting[];
}

/** What is known of pods: also what others saw than those that a flow is about. */
interface SeenOfPods extends Pick<Seen, 'checks'> {
  readonly flows: readonly Pick<Sighting, 'attempt'>[];
}

/**
 * Gathers the proof that targets listen. Of an endpoint's own pods every one must have been seen: from inside, by a flow
 * that got through to it, or by its kubelet; of a host outside any flow will do, and one of an earlier stage too, or a
 * look at itself, where the host is the environment's own.
 */
export function proveListening(
  endpoints: readonly Endpoint[],
  {
    checks,
    flows,
    facts,
    earlier,
  }: Seen & { readonly facts: ReadonlyMap<string, EndpointFacts>; readonly earlier: Listening },
): Listening {
  const proof = new Map<string, string>();
  for (const endpoint of endpoints) {
    for (const port of endpoint.ports) {
      const key = listeningKey(endpoint.name, port);
      const seen: Seen = {
        checks: checks.filter((check) => listeningKey(check.endpoint, check.port) === key),
        flows: flows.filter(
          ({ flow, attempt }) => listeningKey(flow.to, flow.port) === key && attempt.verdict === 'allowed',
        ),
      };
      const [witness] = seen.flows;
      const known = facts.get(endpoint.name);
      const fromElsewhere = seen.checks.filter(
        ({ source, attempt }) => attempt.verdict === 'allowed' && !known?.pods.some((pod) => podId(pod) === source.id),
      );
      const found =
        endpoint.kind === 'host'
          ? ((witness && seenBy(witness)) ?? seenByItself(endpoint, seen.checks) ?? earlier.get(key))
          : known && proofOfPods(known, port, { checks: seen.checks, flows: [...seen.flows, ...fromElsewhere] });
      if (found !== undefined) proof.set(key, found);
    }
  }
  return proof;
}

/** How a host that is the environment's own saw itself listen. */
function seenByItself({ name }: Endpoint, checks: Seen['checks']): string | undefined {
  const listens = checks.length > 0 && checks.every(({ attempt }) => attempt.verdict === 'allowed');
  return listens ? `${name} listens: seen from its own network` : undefined;
}

/** What showed that one pod listens. */
type Proof =
  | { readonly by: 'inside' | 'kubelet'; readonly what: string }
  | { readonly by: 'flow'; readonly flow: Pick<Sighting, 'attempt'> };

/** How every pod of an endpoint was seen to listen; undefined where one was not. */
function proofOfPods(known: EndpointFacts, port: Port, seen: SeenOfPods): string | undefined {
  const proofs = known.pods.map((pod) => proofOfPod(pod, port, known, seen));
  const found = proofs.filter((one) => one !== undefined);
  if (found.length === 0 || found.length < proofs.length) return undefined;
  const told = (by: Proof['by']): string =>
    found.flatMap((one) => (one.by === by && 'what' in one ? [one.what] : [])).join(', ');
  const [inside, kubelet] = [told('inside'), told('kubelet')];
  const flow = found.find((one) => one.by === 'flow');
  return [
    ...(inside === '' ? [] : [`${inside} listens: seen from inside its own pod`]),
    ...(flow ? [seenBy(flow.flow)] : []),
    ...(kubelet === '' ? [] : [`seen by the kubelet: ${kubelet}`]),
  ].join('; ');
}

function proofOfPod(pod: PodFacts, port: Port, known: EndpointFacts, { checks, flows }: SeenOfPods): Proof | undefined {
  const id = podId(pod);
  // With one replica as a source, or a stand-in for it, nobody looks from inside of the others.
  const own = checks.filter(({ source }) => source.id === id);
  const silent = own.find(({ attempt }) => attempt.verdict !== 'allowed');
  if (own.length > 0 && !silent) return { by: 'inside', what: id };
  // A self-check that was lost, not one that failed: another flow may bear witness.
  if (silent && silent.attempt.verdict !== 'failed') return undefined;
  const flow = witnessOf(podAddresses(pod, port, known), known, flows);
  if (flow) return { by: 'flow', flow };
  const kubelet = silent ? undefined : seenByKubelet(pod, port, known);
  return kubelet === undefined ? undefined : { by: 'kubelet', what: `${id} (${kubelet})` };
}

/** A flow that got through to a pod: to all its addresses, or to whatever leads to no other pod. */
function witnessOf(
  addresses: readonly { readonly host: string; readonly port: number }[],
  { pods }: EndpointFacts,
  flows: SeenOfPods['flows'],
): Pick<Sighting, 'attempt'> | undefined {
  if (pods.length === 1) return flows[0];
  const found = addresses.map(({ host, port }) => flows.find(({ attempt }) => attempt.address === `${host}:${port}`));
  return found.includes(undefined) ? undefined : found[0];
}

/** What had the pod's kubelet see it listen, at all its addresses; undefined where nothing had. */
function seenByKubelet(pod: PodFacts, port: Port, known: EndpointFacts): string | undefined {
  if (transportOf(port.protocol) !== 'TCP') return undefined;
  const sightings = podAddresses(pod, port, known).map(
    (address) => pod.listens.find((one) => one.port === address.port)?.seenBy,
  );
  return sightings.includes(undefined) ? undefined : sightings[0];
}

function seenBy({ attempt }: Pick<Sighting, 'attempt'>): string {
  return `seen by ${attempt.source}`;
}

export function listeningKey(endpoint: string, port: Flow['port']): string {
  return `${endpoint}:${portLabel(port)}`;
}

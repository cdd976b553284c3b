import type { Connection } from '../policy/connection.ts';
import type { PortRange } from '../policy/port-sets.ts';
import type { ConnectionMatrix } from './matrix.ts';

type SomeEnd = Connection['to'];

/** One connection from one party to another, given by their places, at the first of some ports. */
export function connectionBetween(
  from: number | undefined,
  to: number | undefined,
  { protocol, first, ...parties }: PortRange & Pick<ConnectionMatrix, 'parties' | 'parts'>,
): Connection | undefined {
  const sender = endOf(from, parties);
  const receiver = onAnotherNode(from === to ? twinOf(sender) : endOf(to, parties));
  // There is no port 0, which ranges of every port begin with.
  return sender && receiver && { from: sender, to: receiver, port: Math.max(first, 1), protocol };
}

function endOf(
  place: number | undefined,
  { parties, parts }: Pick<ConnectionMatrix, 'parties' | 'parts'>,
): SomeEnd | undefined {
  const party = parties[place ?? -1];
  if (!party) return undefined;
  if (party.kind === 'addresses') return { kind: 'outside', address: parts[party.part]?.address ?? '' };
  const pod = party.kind === 'workload' ? party.pods[0] : party.pod;
  return pod && { kind: 'pod', pod };
}

/** A node always reaches its own pods, whatever policies say: what is to be told is what they say. */
function onAnotherNode(end: SomeEnd | undefined): SomeEnd | undefined {
  return end?.kind === 'pod' ? { kind: 'pod', pod: { ...end.pod, node: `not ${end.pod.node}` } } : end;
}

/** Another pod of the same workload: policies have no say in what a pod sends itself. */
function twinOf(end: SomeEnd | undefined): SomeEnd | undefined {
  return end?.kind === 'pod' ? { kind: 'pod', pod: { ...end.pod, name: `${end.pod.name} (another)` } } : end;
}

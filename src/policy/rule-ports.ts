import type { PolicyPort, PolicyRule } from './network-policy.ts';
import { namedPorts } from './peers.ts';
import type { EndClass } from './pod-classes.ts';
import type { PortRange, PortSets } from './port-sets.ts';

/** The ports of a rule at a receiver: names mean what they mean there. */
export function portsOf(
  { ports }: Pick<PolicyRule, 'ports'>,
  classes: readonly EndClass[],
  sets: PortSets,
): (receiver: number) => number {
  if (ports === 'any') return () => sets.all;
  const rangesAt = (receiver: EndClass | undefined): PortRange[] => ports.flatMap((port) => rangesOf(port, receiver));
  if (ports.every(({ port }) => typeof port !== 'string')) {
    const fixed = sets.of(rangesAt(undefined));
    return () => fixed;
  }
  const known = new Map<number, number>();
  return (receiver) => {
    const set = known.get(receiver) ?? sets.of(rangesAt(classes[receiver]));
    known.set(receiver, set);
    return set;
  };
}

function rangesOf(own: PolicyPort, receiver: EndClass | undefined): PortRange[] {
  const { protocol, port, endPort } = own;
  if (port === undefined) return [{ protocol, first: 0, last: 65_535 }];
  if (typeof port === 'number') return [{ protocol, first: port, last: endPort ?? port }];
  return receiver?.example
    ? namedPorts(receiver.example, own).map((number) => ({ protocol, first: number, last: number }))
    : [];
}

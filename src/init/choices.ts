import { portLabel } from '../model/label.ts';
import type { Endpoint, Port } from '../model/scenario.ts';
import { isProtectedBy } from '../scenario/fallback.ts';
import { allCells } from '../scenario/flows.ts';
import type { EndpointEntry } from '../scenario/schema.ts';
import type { Allowed } from './answers.ts';

/** What can be said of an endpoint that is protected. */
export interface Choices {
  readonly name: string;
  /** Names of those who could send to it. */
  readonly senders: readonly string[];
  /** What it serves, as flows name it: `api:8000`. */
  readonly ports: readonly string[];
  /** What it could send to, as flows name it. */
  readonly targets: readonly string[];
}

/** The cluster's DNS, which need not be declared. */
export const dns = 'coredns';

/** The namespaces that endpoints stand in, in the order of their first use; who only sends from one does not stand there. */
export function namespacesOf(entries: Iterable<EndpointEntry>): string[] {
  return [...new Set([...entries].flatMap(({ pods, server }) => (pods ?? server)?.namespace ?? []))];
}

/** What can be said of each endpoint that is protected. */
export function choicesFor(protect: readonly string[], endpoints: readonly Endpoint[]): Choices[] {
  const cells = allCells(endpoints);
  const served = new Map(endpoints.map(({ name, ports }) => [name, ports]));
  const target = ({ to, port }: { readonly to: string; readonly port: Port }): string =>
    `${to}:${unmistakable(port, served.get(to) ?? [])}`;
  return endpoints
    .filter((endpoint) => isProtectedBy(protect, endpoint))
    .map(({ name, ports }) => ({
      name,
      senders: [...new Set(cells.filter(({ to }) => to === name).map(({ from }) => from))],
      ports: ports.map((port) => target({ to: name, port })),
      targets: [...cells.filter(({ from }) => from === name).map(target), ...(served.has(dns) ? [] : [dns])],
    }));
}

/** A port with its protocol, where another port has the same number. */
function unmistakable(port: Port, ports: readonly Port[]): string {
  const isAlone = ports.every((other) => other.number !== port.number || other.protocol === port.protocol);
  return isAlone ? portLabel(port) : `${port.number}/${port.protocol}`;
}

/** Flows, where those to an endpoint are from these senders to these of its ports, and no others. */
export function reachedBy(
  allow: readonly Allowed[],
  receiver: string,
  { senders, ports }: Pick<Choices, 'senders' | 'ports'>,
): Allowed[] {
  const others = allow.filter(({ to }) => !to.startsWith(`${receiver}:`));
  return [...others, ...senders.flatMap((from) => ports.map((to) => ({ from, to })))];
}

/** Flows, where those from an endpoint are to these targets, and no others. */
export function needing(allow: readonly Allowed[], sender: string, targets: readonly string[]): Allowed[] {
  return [...allow.filter(({ from }) => from !== sender), ...targets.map((to) => ({ from: sender, to }))];
}

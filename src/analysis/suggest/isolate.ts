import { isPods, podsIn, type Context } from './context.ts';

/** Names of clients, or all that there are. */
export type Clients = 'all' | readonly string[];

/**
 * The namespaces to isolate, in the order of the scenario: those of declared pods, to or from which something is to be
 * blocked. A client stands for everybody who could be in its place, so that what is blocked from it is closed at the
 * receiver, and its namespace, in which others live, is left alone; as are the cluster's own.
 *
 * @param clients - Those whose namespaces count as well.
 */
export function isolatedNamespaces({ scenario, flows }: Context, clients: Clients): string[] {
  const closed = new Set(flows.filter(({ expect }) => expect === 'blocked').flatMap(({ from, to }) => [from, to]));
  const candidates = scenario.endpoints
    .filter(isPods)
    .filter(({ kind, name }) => kind === 'pods' || clients === 'all' || clients.includes(name));
  return [...new Set(candidates.map(({ namespace }) => namespace))].filter(
    (namespace) => !isSystem(namespace) && podsIn(namespace, scenario).some(({ name }) => closed.has(name)),
  );
}

/** Whether a namespace is the cluster's own: the prefix `kube-` is reserved (Kubernetes documentation, Namespaces). */
export function isSystem(namespace: string): boolean {
  return namespace.startsWith('kube-');
}

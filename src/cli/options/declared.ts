import { InvalidArgumentError } from 'commander';
import type { EndpointEntry, FlowEntry } from '../../scenario/schema.ts';

/** An endpoint as an option declares it: its name, and what it is. */
export type DeclaredEndpoint = readonly [name: string, entry: EndpointEntry];

/** `gateway=edge/app=envoy,tier=front`: a client in namespace edge, with labels or without. */
export function clientOf(text: string): DeclaredEndpoint {
  const [, name, namespace, labels] = /^([^=]+)=([^/=]+)(?:\/(.+))?$/.exec(text) ?? [];
  if (name === undefined || namespace === undefined)
    throw new InvalidArgumentError('It is NAME=NAMESPACE, or NAME=NAMESPACE/KEY=VALUE,KEY=VALUE.');
  const pairs = (labels?.split(',') ?? []).map((pair): [string, string] => {
    const [key = '', value] = pair.split('=');
    if (value === undefined) throw new InvalidArgumentError(`A label is KEY=VALUE, and "${pair}" is not.`);
    return [key, value];
  });
  return [name, { client: { namespace, ...(pairs.length > 0 ? { labels: Object.fromEntries(pairs) } : {}) } }];
}

/** `postgres=data:5432,9187/http`: a server in namespace data. */
export function serverOf(text: string): DeclaredEndpoint {
  const [, name, namespace, ports] = /^([^=]+)=([^:]+):(.+)$/.exec(text) ?? [];
  if (name === undefined || namespace === undefined || ports === undefined)
    throw new InvalidArgumentError('It is NAME=NAMESPACE:PORT, or NAME=NAMESPACE:PORT,PORT.');
  return [name, { server: { namespace, ports: portsOf(ports) } }];
}

/** `bank=203.0.113.7:443`: a receiver outside of the cluster. An IPv6 address has no brackets. */
export function hostOf(text: string): DeclaredEndpoint {
  const [, name, address, ports] = /^([^=]+)=(.+):([^:]+)$/.exec(text) ?? [];
  if (name === undefined || address === undefined || ports === undefined)
    throw new InvalidArgumentError('It is NAME=ADDRESS:PORT, or NAME=ADDRESS:PORT,PORT.');
  return [name, { host: { address, ports: portsOf(ports) } }];
}

/** `internet`: a sender outside of the cluster. */
export function outsideOf(name: string): DeclaredEndpoint {
  return [name, { outside: true }];
}

/** As people write them: a number, unless a protocol follows. */
function portsOf(list: string): (number | string)[] {
  return list.split(',').map((port) => (/^[1-9]\d*$/.test(port) ? Number(port) : port));
}

/** `gateway to orders:8080`: a flow that is to be allowed. */
export function flowOf(text: string): Pick<FlowEntry, 'from' | 'to'> {
  const [, from, to] = /^(\S+) to (\S+)$/.exec(text.trim()) ?? [];
  if (from === undefined || to === undefined) throw new InvalidArgumentError('It is "FROM to RECEIVER:PORT".');
  return { from, to };
}

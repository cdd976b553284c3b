import { z } from 'zod';
import { cidr, labelSelector } from '../fields.ts';
import type { RawPeer, RawPort } from './raw.ts';

/** "Exactly one field must be set": MinProperties and MaxProperties of the API's definitions. */
function oneOf<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const names = Object.keys(shape);
  const isSet = (field: unknown): boolean => field !== null && field !== undefined;
  return z
    .strictObject(shape)
    .refine((value) => Object.values(value).filter(isSet).length === 1, `needs exactly one of ${names.join(', ')}`);
}

const domainName = z
  .string()
  .regex(
    /^(\*\.)?([a-zA-Z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\.)+[a-zA-Z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\.?$/,
    'not a domain name such as example.com or *.example.com',
  );

const namespaces = labelSelector.nullish();
const nodes = labelSelector.nullish();
const networks = z.array(cidr).min(1).max(25).nullish();
const domainNames = z.array(domainName).min(1).max(25).nullish();

/** NamespacedPod. ClusterNetworkPolicy lets the namespaceSelector be left out; that is an empty one. */
const pods = z.strictObject({ namespaceSelector: labelSelector, podSelector: labelSelector }).nullish();
const podsOfCluster = z
  .strictObject({ namespaceSelector: labelSelector.nullish(), podSelector: labelSelector })
  .nullish();

/** `subject` and the peers of ingress rules. */
export const podPeer: z.ZodType<RawPeer> = oneOf({ namespaces, pods });
export const podPeerOfCluster: z.ZodType<RawPeer> = oneOf({ namespaces, pods: podsOfCluster });

/** The peers of egress rules: AdminNetworkPolicyEgressPeer and its like in the other kinds. */
export const adminEgressPeer: z.ZodType<RawPeer> = oneOf({ namespaces, pods, nodes, networks, domainNames });
export const baselineEgressPeer: z.ZodType<RawPeer> = oneOf({ namespaces, pods, nodes, networks });
export const clusterEgressPeer: z.ZodType<RawPeer> = oneOf({
  namespaces,
  pods: podsOfCluster,
  nodes,
  networks,
  domainNames,
});

const number = z.int().min(1).max(65_535);
const protocol = z
  .enum(['TCP', 'UDP', 'SCTP'])
  .nullish()
  .transform((name) => name ?? 'TCP');
const range = z
  .strictObject({ start: number, end: number })
  .refine(({ start, end }) => start < end, 'start must be less than end');
const name = z.string().min(1).nullish();

/** AdminNetworkPolicyPort, v1alpha1; the protocol is TCP where none is named. */
export const adminPort: z.ZodType<RawPort> = oneOf({
  portNumber: z.strictObject({ protocol, port: number }).nullish(),
  namedPort: name,
  portRange: z
    .strictObject({ protocol, start: number, end: number })
    .refine(({ start, end }) => start < end, 'start must be less than end')
    .nullish(),
}).transform(({ portNumber, portRange, namedPort }): RawPort => {
  if (portNumber) return portNumber;
  if (portRange) return { protocol: portRange.protocol, port: portRange.start, endPort: portRange.end };
  return { name: namedPort ?? '' };
});

const destinationPort = oneOf({ number: number.nullish(), range: range.nullish() });
const transport = z.strictObject({ destinationPort }).nullish();

/** ClusterNetworkPolicyProtocol. An empty `tcp: {}` is refused: MinProperties is 1. */
export const clusterProtocol: z.ZodType<RawPort> = oneOf({
  tcp: transport,
  udp: transport,
  sctp: transport,
  destinationNamedPort: name,
}).transform(({ tcp, udp, sctp, destinationNamedPort }): RawPort => {
  const { destinationPort: port } = tcp ?? udp ?? sctp ?? {};
  if (!port) return { name: destinationNamedPort ?? '' };
  const [first, last] = port.range ? [port.range.start, port.range.end] : [port.number ?? 0, undefined];
  return { protocol: tcp ? 'TCP' : udp ? 'UDP' : 'SCTP', port: first, endPort: last };
});

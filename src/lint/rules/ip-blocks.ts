import ipaddr from 'ipaddr.js';
import { parseCidr } from '../../kubernetes/cidr.ts';
import type { IpBlockPeer } from '../../policy/network-policy.ts';
import { apiServiceIp, dnsServiceIp } from '../../kubernetes/cluster-objects.ts';
import type { Hit, LintRule } from '../rule.ts';
import type { Path, LintSubject, PlacedPolicy, PlacedRule } from '../subject.ts';

/** Addresses of the metadata service: of most clouds, and of AWS over IPv6. */
const metadataAddresses = ['169.254.169.254', 'fd00:ec2::254'];

/** "The internet" with the cloud's credentials in it. */
export const metadataAddressOpen: LintRule = {
  id: 'metadata-address-open',
  severity: 'warning',
  title: "A wide ipBlock includes the cloud's metadata address.",
  why: "169.254.169.254 answers any pod of a node with the node's credentials in most clouds. A rule meant for the internet opens it as well.",
  fix: 'Except 169.254.169.254/32 (and fd00:ec2::254/128 over IPv6), or leave port 80 closed.',
  example: {
    wrong: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Egress]
egress:
  - to: [{ ipBlock: { cidr: 0.0.0.0/0 } }]`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Egress]
egress:
  - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }]`,
  },
  check: ({ policies }) => eachBlock(policies, opensMetadata),
};

/** Addresses that no packet has when policies look at it. */
export const ipBlockOfService: LintRule = {
  id: 'ip-block-of-service',
  severity: 'warning',
  title: "An ipBlock is a Service's cluster IP.",
  why: "A cluster IP is translated into a pod's address, before most plugins apply policies; whether an ipBlock sees it is not defined. The API server's is translated to a node's address, port 6443.",
  fix: 'Select the pods behind the Service; for the API server, name the address and port of its nodes.',
  example: {
    wrong: `
podSelector: {}
policyTypes: [Egress]
egress:
  - to: [{ ipBlock: { cidr: 10.96.0.10/32 } }]
    ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]`,
    right: `
podSelector: {}
policyTypes: [Egress]
egress:
  - to: [{ namespaceSelector: {}, podSelector: { matchLabels: { k8s-app: kube-dns } } }]
    ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]`,
  },
  check: (subject) => eachBlock(subject.policies, (block, at) => ofService(block, at, subject)),
};

/** Blocks that are written with an address inside of them. */
export const cidrHostBits: LintRule = {
  id: 'cidr-host-bits',
  severity: 'note',
  title: 'A CIDR has bits set behind its prefix.',
  why: '10.1.2.3/8 means 10.0.0.0/8. Either a single address or another prefix was meant; newer API servers warn about it.',
  fix: 'Write the address of the network, or /32 (/128) for one address.',
  example: {
    wrong: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Egress]
egress:
  - to: [{ ipBlock: { cidr: 10.1.2.3/16 } }]`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Egress]
egress:
  - to: [{ ipBlock: { cidr: 10.1.0.0/16 } }]`,
  },
  check: ({ policies }) => eachBlock(policies, withHostBits),
};

interface Place {
  readonly rule: PlacedRule;
  readonly path: Path;
}

function eachBlock(policies: readonly PlacedPolicy[], check: (block: IpBlockPeer, at: Place) => Hit[]): Hit[] {
  return policies.flatMap(({ rules }) =>
    rules.flatMap((rule) =>
      rule.peers === 'any'
        ? []
        : rule.peers.flatMap(({ peer, path }) =>
            peer.kind === 'pods' ? [] : check(peer, { rule, path: [...path, 'ipBlock'] }),
          ),
    ),
  );
}

function opensMetadata({ cidr, except }: IpBlockPeer, { rule, path }: Place): Hit[] {
  // Who names the address, or its network, knows it.
  const address = metadataAddresses.find((one) => parseCidr(cidr)?.holds(one) && ipaddr.parseCIDR(cidr)[1] < 16);
  if (address === undefined || rule.direction === 'Ingress' || !reachesHttp(rule)) return [];
  if (except.some((one) => parseCidr(one)?.holds(address))) return [];
  const { manifest } = rule.owner;
  const value = `${address}/${address.includes(':') ? 128 : 32}`;
  return [
    {
      manifest,
      position: manifest.at([...path, 'cidr']),
      why: `${cidr} includes ${address}, where most clouds hand out the credentials of the node.`,
      fix: `Add except: [${value}].`,
      changes:
        except.length > 0
          ? [{ op: 'append', path: [...path, 'except'], value }]
          : [{ op: 'set', path: [...path, 'except'], value: [value] }],
    },
  ];
}

function reachesHttp({ ports }: PlacedRule): boolean {
  return (
    ports === 'any' ||
    ports.some(({ port: { port, endPort, protocol } }) => {
      if (protocol !== 'TCP' || typeof port === 'string') return false;
      return port === undefined || (port <= 80 && 80 <= (endPort ?? port));
    })
  );
}

function ofService({ cidr }: IpBlockPeer, { rule, path }: Place, { world }: LintSubject): Hit[] {
  const [address, length] = ipaddr.parseCIDR(cidr);
  const ips = new Map([
    [apiServiceIp, 'default/kubernetes'],
    ...world.services.flatMap(({ namespace, name, clusterIps }) =>
      clusterIps.map((ip) => [ip, `${namespace}/${name}`] as const),
    ),
    [dnsServiceIp, 'kube-system/kube-dns'],
  ]);
  const service = ips.get(address.toString());
  if (service === undefined || length < (address.kind() === 'ipv4' ? 32 : 128) || rule.direction === 'Ingress')
    return [];
  const { manifest } = rule.owner;
  return [
    {
      manifest,
      position: manifest.at([...path, 'cidr']),
      why: `${address.toString()} is the cluster IP of Service ${service}, which is translated before policies apply.`,
      fix:
        service === 'default/kubernetes'
          ? "Name the address of the API server's nodes, port 6443."
          : `Select the pods behind Service ${service} instead.`,
    },
  ];
}

function withHostBits({ cidr }: IpBlockPeer, { rule, path }: Place): Hit[] {
  const [address, length] = ipaddr.parseCIDR(cidr);
  const family = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  const network = family.networkAddressFromCIDR(cidr).toString();
  if (network === address.toString()) return [];
  const { manifest } = rule.owner;
  const at = [...path, 'cidr'];
  return [
    {
      manifest,
      position: manifest.at(at),
      why: `${cidr} means ${network}/${length}: the bits behind the prefix are ignored.`,
      fix: `Write ${network}/${length}, or a longer prefix if less is meant.`,
      changes: [{ op: 'set', path: at, value: `${network}/${length}` }],
    },
  ];
}

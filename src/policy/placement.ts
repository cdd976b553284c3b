import type { Placement } from './build-world.ts';

/** Three nodes, as on the kind cluster, and addresses as kind hands them out, in the order of the manifests. */
export function simulatedPlacement(): Placement {
  const nodes = ['node-1', 'node-2', 'node-3'];
  let pods = 0;
  let services = 0;
  return {
    nodes,
    podPlace: ({ wantedIps, hostNetwork }) => {
      pods += 1;
      const place = pods % nodes.length;
      const own = hostNetwork ? `172.18.0.${place + 2}` : `10.244.${pods >> 8}.${pods & 255}`;
      return { node: nodes[place] ?? '', ips: wantedIps.length > 0 ? wantedIps : [own] };
    },
    serviceIps: () => {
      services += 1;
      return [`10.96.${1 + (services >> 8)}.${services & 255}`];
    },
  };
}

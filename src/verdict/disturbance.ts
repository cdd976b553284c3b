import type { EndpointFacts } from '../model/facts.ts';

/** What changed at an endpoint between two looks at it; `undefined` when nothing did. */
export function disturbanceOf(before: EndpointFacts | undefined, after: EndpointFacts | undefined): string | undefined {
  if (!before || !after) return undefined;
  for (const pod of before.pods) {
    const now = after.pods.find(({ name }) => name === pod.name);
    if (!now) return `pod ${pod.namespace}/${pod.name} went away`;
    if (now.restarts !== pod.restarts) return `pod ${pod.namespace}/${pod.name} restarted`;
    if (now.ips.join() !== pod.ips.join()) return `pod ${pod.namespace}/${pod.name} changed its address`;
  }
  for (const port of before.servicePorts) {
    const now = after.servicePorts.find(({ number, protocol }) => number === port.number && protocol === port.protocol);
    const lost = [...port.backends.keys()].find((ip) => !now?.backends.has(ip));
    if (lost !== undefined) return `${lost} left the Service's endpoints`;
  }
  return undefined;
}

import { resourceUsage } from 'node:process';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { NetworkPolicy, PolicyRule } from '../../src/policy/network-policy.ts';
import { reachability } from '../../src/policy/reachability.ts';
import type { World, WorldPod } from '../../src/policy/world.ts';

/** How long the policies of a large cluster take to be understood. */
export interface ReachabilityTimes {
  readonly pods: number;
  readonly namespaces: number;
  readonly policies: number;
  readonly classes: number;
  /** The whole reachability. */
  readonly wholeMs: number;
  /** One question, on average. */
  readonly questionMs: number;
  /** Of the process so far, which must have done nothing else of note. */
  readonly peakMegabytes: number;
}

/** Measures 10,000 pods in 1,000 namespaces under 5,000 policies, on one core. */
export function measureReachability(): ReachabilityTimes {
  const world = bigWorld(1000);
  const started = performance.now();
  const { classes } = reachability(world);
  const wholeMs = performance.now() - started;
  const questions = 1000;
  const asked = performance.now();
  for (let index = 0; index < questions; index += 1) {
    const [from, to] = [world.pods[index], world.pods[(index * 7919) % world.pods.length]];
    if (from && to)
      evaluate({ from: { kind: 'pod', pod: from }, to: { kind: 'pod', pod: to }, port: 8080, protocol: 'TCP' }, world);
  }
  return {
    pods: world.pods.length,
    namespaces: world.namespaces.size,
    policies: world.policies.length,
    classes: classes.length,
    wholeMs,
    questionMs: (performance.now() - asked) / questions,
    peakMegabytes: Math.round(resourceUsage().maxRSS / 1024),
  };
}

const apps = ['api', 'api', 'api', 'api', 'web', 'web', 'web', 'db', 'db', 'job'];

/** Ten pods of four workloads and five policies in each namespace; teams own ten namespaces each. */
export function bigWorld(size: number): World {
  const names = Array.from({ length: size }, (_, index) => `ns-${index}`);
  const pods = names.flatMap((namespace, place) =>
    apps.map((app, index): WorldPod => ({
      namespace,
      name: `${app}-${index}`,
      owner: { kind: 'deployment', name: app },
      // A label that differs in every pod, as those of StatefulSets do.
      labels: { app, 'pod-name': `${namespace}-${app}-${index}` },
      node: `node-${index}`,
      ips: [`10.${place >> 8}.${place & 255}.${index}`],
      hostNetwork: false,
      nodeDns: false,
      ports: [{ name: 'http', number: app === 'db' ? 5432 : 8080 + (place % 20), protocol: 'TCP' }],
    })),
  );
  return {
    namespaces: new Map(
      names.map((name, place) => [name, { 'kubernetes.io/metadata.name': name, team: `team-${place % 100}` }]),
    ),
    pods,
    services: [],
    adminPolicies: [],
    policies: names.flatMap((namespace, place) => policiesOf(namespace, place)),
  };
}

function policiesOf(namespace: string, place: number): NetworkPolicy[] {
  const common = { namespace, position, ingress: [], egress: [] };
  const app = (name: string) => ({ matchLabels: { app: name } });
  const from = (name: string, team?: string) => ({
    kind: 'pods' as const,
    position,
    podSelector: app(name),
    ...(team === undefined ? {} : { namespaceSelector: { matchLabels: { team } } }),
  });
  const team = `team-${place % 100}`;
  return [
    { ...common, name: 'default-deny', podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    {
      ...common,
      name: 'egress',
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        rule([{ kind: 'pods', position, namespaceSelector: { matchLabels: { team } } }], [8080, 5432]),
        rule(
          [{ kind: 'ipBlock', position, cidr: '10.0.0.0/8', except: [`10.${place >> 8}.${place & 255}.0/24`] }],
          [443],
        ),
      ],
    },
    {
      ...common,
      name: 'api',
      podSelector: app('api'),
      policyTypes: ['Ingress'],
      ingress: [rule([from('web', team)], ['http'])],
    },
    { ...common, name: 'db', podSelector: app('db'), policyTypes: ['Ingress'], ingress: [rule([from('api')], [5432])] },
    {
      ...common,
      name: 'web',
      podSelector: app('web'),
      policyTypes: ['Ingress'],
      ingress: [rule('any', [8080 + (place % 20)])],
    },
  ];
}

const position = { file: 'bench.yaml', line: 1, column: 1 };

function rule(peers: PolicyRule['peers'], ports: readonly (number | string)[]): PolicyRule {
  return { position, peers, ports: ports.map((port) => ({ position, protocol: 'TCP', port })) };
}

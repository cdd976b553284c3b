import type { Flow, Scenario, Stage } from '../../model/scenario.ts';
import { parseManifests } from '../../kubernetes/manifests.ts';
import type { Direction } from '../../policy/network-policy.ts';
import { isNetworkPolicy } from '../../policy/read.ts';
import { standingIn } from '../../scenario/standing-in.ts';
import { routesOf } from '../../simulation/routes.ts';
import { simulate, type Prediction } from '../../simulation/simulate.ts';
import type { World } from '../../policy/world.ts';
import { allowPolicies, dnsPolicy } from './allow.ts';
import { isolationsFor, type Isolation } from './isolate.ts';
import type { SuggestedPolicy } from './suggested-policy.ts';
import { writePolicies } from './write.ts';

/** Policies for a stage, and how far they go. */
export interface Suggestion {
  /** As `kubectl apply -f` takes them; empty where nothing is to be blocked. */
  readonly yaml: string;
  /** The flows that these policies do not make come out as declared: no NetworkPolicy could, or a sender is another's pod. */
  readonly unsolved: readonly Prediction[];
}

/**
 * Writes the least-privilege policies that make the flows of a stage true: default deny where something must be blocked,
 * DNS where egress is, and for each endpoint what its flows need. The policies of the scenario play no part.
 */
export function suggest(scenario: Scenario, stage: Stage): Suggestion {
  const index = scenario.stages.findIndex(({ name }) => name === stage.name);
  const manifests = standingIn(scenario, index).filter((manifest) => !isNetworkPolicy(manifest));
  const bare = { ...scenario, standing: [], stages: [{ ...stage, manifests }] };
  const [before] = simulate(bare);
  if (!before) throw new Error(`stage ${stage.name} was not simulated`);
  const yaml = writePolicies(policiesFor(stage.flows, bare, before.world));
  const suggested = parseManifests(yaml, 'suggested.yaml').manifests;
  const [after] = simulate({ ...bare, stages: [{ ...stage, manifests: [...manifests, ...suggested] }] });
  const unsolved = (after?.predictions ?? []).filter(({ flow, verdict }) => verdict !== flow.expect);
  return { yaml, unsolved };
}

function policiesFor(flows: readonly Flow[], scenario: Scenario, world: World): SuggestedPolicy[] {
  const isolations = isolationsFor(flows, scenario.endpoints);
  const allowed = flows.filter(({ expect }) => expect === 'allowed');
  return [...Map.groupBy(isolations, ({ namespace }) => namespace)].flatMap(([namespace, sides]) => {
    const directions = sides.map(({ direction }) => direction);
    const dns = directions.includes('Egress') && wantsDns(namespace, flows, scenario, world);
    // Where everybody may look names up, the flows that do so need no rules of their own.
    const others = dns ? allowed.filter((flow) => !isLookup(flow, scenario, world)) : allowed;
    return [
      defaultDeny(namespace, directions),
      ...(dns ? [dnsPolicy(namespace)] : []),
      ...sides.flatMap((side: Isolation) =>
        allowPolicies(side, side.direction === 'Egress' ? others : allowed, { scenario, world }),
      ),
    ];
  });
}

/** Whether all pods of a namespace should look names up: unless a flow that does is to be blocked. */
function wantsDns(namespace: string, flows: readonly Flow[], scenario: Scenario, world: World): boolean {
  const own = new Set(
    scenario.endpoints.flatMap((one) =>
      (one.kind === 'pods' || one.kind === 'client') && one.namespace === namespace ? one.name : [],
    ),
  );
  return !flows.some((flow) => own.has(flow.from) && flow.expect === 'blocked' && isLookup(flow, scenario, world));
}

/** Whether a flow goes to the cluster's DNS servers. */
function isLookup(flow: Flow, scenario: Scenario, world: World): boolean {
  return routesOf(flow, scenario, world).some(
    ({ connection: { to, port } }) =>
      to.kind === 'pod' && port === 53 && to.pod.namespace === 'kube-system' && to.pod.labels['k8s-app'] === 'kube-dns',
  );
}

function defaultDeny(namespace: string, directions: readonly Direction[]): SuggestedPolicy {
  const policyTypes = (['Ingress', 'Egress'] as const).filter((direction) => directions.includes(direction));
  return { namespace, name: 'default-deny', podSelector: {}, policyTypes, rules: [] };
}

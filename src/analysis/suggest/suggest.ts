import type { Scenario, Stage } from '../../model/scenario.ts';
import { parseManifests } from '../../kubernetes/manifests.ts';
import { isNetworkPolicy } from '../../policy/read.ts';
import { standingIn } from '../../scenario/standing-in.ts';
import { simulate } from '../../simulation/simulate.ts';
import { allowPolicies } from './allow.ts';
import type { Context } from './context.ts';
import { dnsPolicies } from './dns.ts';
import { isolatedNamespaces, type Clients } from './isolate.ts';
import type { SuggestedPolicy } from './suggested-policy.ts';
import { whyUnsolved, type Unsolved } from './unsolved.ts';
import { writePolicies } from './write.ts';

/** Policies for a stage, and how far they go. */
export interface Suggestion {
  /** As `kubectl apply -f` takes them; empty where nothing is to be blocked. */
  readonly yaml: string;
  /** The flows that these policies do not make come out as declared, each with the reason. */
  readonly unsolved: readonly Unsolved[];
}

/**
 * Writes the least-privilege policies that make the flows of a stage true: default deny, for both directions, in every
 * namespace of declared pods to or from which something is to be blocked; there, for each endpoint, what its flows need,
 * and DNS where names are. The policies of the scenario play no part.
 *
 * @param clients - Names of clients, or all of them, whose namespaces are isolated although nothing else is declared of them.
 */
export function suggest(scenario: Scenario, stage: Stage, clients: Clients = []): Suggestion {
  const index = scenario.stages.findIndex(({ name }) => name === stage.name);
  const manifests = standingIn(scenario, index).filter((manifest) => !isNetworkPolicy(manifest));
  const bare = { ...scenario, standing: [], stages: [{ ...stage, manifests }] };
  const [before] = simulate(bare);
  if (!before) throw new Error(`stage ${stage.name} was not simulated`);
  const policies = policiesFor({ scenario: bare, flows: stage.flows, world: before.world }, clients);
  const yaml = writePolicies(policies);
  const suggested = parseManifests(yaml, 'suggested.yaml').manifests;
  const [after] = simulate({ ...bare, stages: [{ ...stage, manifests: [...manifests, ...suggested] }] });
  const unsolved = (after?.predictions ?? []).filter(({ flow, verdict }) => verdict !== flow.expect);
  return { yaml, unsolved: unsolved.map((prediction) => whyUnsolved(prediction, policies)) };
}

function policiesFor(context: Context, clients: Clients): SuggestedPolicy[] {
  return isolatedNamespaces(context, clients).flatMap((namespace): SuggestedPolicy[] => [
    { namespace, name: 'default-deny', podSelector: {}, policyTypes: ['Ingress', 'Egress'], rules: [] },
    ...dnsPolicies(namespace, context),
    ...allowPolicies(namespace, 'Ingress', context),
    ...allowPolicies(namespace, 'Egress', context),
  ]);
}

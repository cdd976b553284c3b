import type { Flow } from '../../model/scenario.ts';
import { endLabel, type End } from '../../policy/connection.ts';
import type { AllowedByRule } from '../../policy/decision.ts';
import type { Prediction, SimulatedPath } from '../../simulation/simulate.ts';
import { isSystem } from './isolate.ts';
import type { SuggestedPolicy } from './suggested-policy.ts';

/** A flow that suggested policies do not make come out as declared. */
export interface Unsolved {
  readonly flow: Flow;
  /** What becomes of it with these policies. */
  readonly verdict: Prediction['verdict'];
  /** Why no better was found; without a full stop. */
  readonly reason: string;
}

/** Says why a flow does not come out as declared, though policies were written for it. */
export function whyUnsolved({ flow, verdict, paths }: Prediction, policies: readonly SuggestedPolicy[]): Unsolved {
  const path = paths.find(({ allowed }) => allowed === (flow.expect === 'blocked'));
  if (!path) return { flow, verdict, reason: 'no pod is an end of it' };
  return { flow, verdict, reason: flow.expect === 'blocked' ? whyOpen(path, policies) : whyClosed(path) };
}

function whyOpen({ connection, decision }: SimulatedPath, policies: readonly SuggestedPolicy[]): string {
  const { egress, ingress } = decision;
  if (egress.kind === 'exempt' && egress.because === 'itself') return 'a pod cannot block itself';
  const side = [ingress, egress].find((one) => one.kind === 'allowed');
  if (side)
    return `${needOf(side, policies)} needs ${side.policy.name} in ${side.policy.namespace}, which lets it pass as well`;
  return [connection.from, connection.to].flatMap(whyAlone).join(', and ');
}

/** What the rule that lets a flow pass was written for. */
function needOf({ policy, index }: AllowedByRule, policies: readonly SuggestedPolicy[]): string {
  const written = policies.find(({ namespace, name }) => namespace === policy.namespace && name === policy.name);
  const [need = ''] = written?.rules[index]?.flows ?? [];
  return need;
}

/** Why a pod has no policies; what is no pod never has any. */
function whyAlone(end: End): string[] {
  if (end.kind !== 'pod') return [];
  const { namespace } = end.pod;
  if (isSystem(namespace)) return [`namespace ${namespace} is the cluster's own`];
  return [`namespace ${namespace} has only clients (--clients isolates it as well)`];
}

/** An allowed flow has its rule, so that it lacks what it needs besides, or is not the one between declared pods that it seems. */
function whyClosed({ connection, lookups }: SimulatedPath): string {
  if (lookups.some(({ decision }) => !decision.allowed))
    return 'it needs look-ups, which are to be blocked from its sender';
  return `its host is ${endLabel(connection.to)}, a pod; declare an endpoint for that instead`;
}

import type { LabelSelector } from '../model/scenario.ts';
import { selects, selectorText } from '../kubernetes/selector.ts';

/** What else in a namespace takes notice of a pod by its labels, Ready or not. */
export interface Bystanders {
  /** Services with `publishNotReadyAddresses`. */
  readonly eagerServices: readonly Selecting[];
  readonly podDisruptionBudgets: readonly Selecting[];
  /** Each with the selector of the workload that it scales. */
  readonly autoscalers: readonly Selecting[];
}

/** An object that selects pods. */
export interface Selecting {
  readonly name: string;
  readonly namespace: string;
  readonly podSelector: LabelSelector;
}

/** A pod that flowproof would add to a namespace. */
export interface Addition {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Why a pod that is never Ready would do harm all the same; undefined where it is safe.
 *
 * A Service that publishes addresses which are not ready sends clients there; a PodDisruptionBudget counts the pods that
 * it selects, and an autoscaler those of its target (Kubernetes documentation: Service, "publishNotReadyAddresses";
 * "Specifying a Disruption Budget"; "Horizontal Pod Autoscaling", "Algorithm details").
 */
export function harmOf(addition: Addition, bystanders: Bystanders): string | undefined {
  const found = (list: readonly Selecting[]): Selecting | undefined =>
    list.find(
      ({ namespace, podSelector }) => namespace === addition.namespace && selects(podSelector, addition.labels),
    );
  const service = found(bystanders.eagerServices);
  if (service) return `Service ${service.name} publishes addresses that are not ready, and selects it`;
  const budget = found(bystanders.podDisruptionBudgets);
  if (budget)
    return `PodDisruptionBudget ${budget.name} would count it (${selectorText(budget.podSelector) || 'all pods'})`;
  const autoscaler = found(bystanders.autoscalers);
  if (autoscaler) return `HorizontalPodAutoscaler ${autoscaler.name} would count it`;
  return undefined;
}

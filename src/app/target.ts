import { didYouMean } from '../model/did-you-mean.ts';
import { UsageError } from '../model/errors.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Faults } from '../netns-plan/fault.ts';
import type { Environment, Progress } from '../environments/environment.ts';
import { defaultKindOptions, type KindOptions } from '../environments/kind/kind-options.ts';
import { openNetns } from '../environments/netns/netns-environment.ts';
import { defaultNetnsOptions, type NetnsOptions } from '../environments/netns/standing-cluster.ts';

/** A kind cluster, which is made where there is none of its name. */
export interface KindTarget extends Partial<KindOptions> {
  /** Apply the manifests; otherwise the cluster is taken as it stands. @defaultValue true */
  readonly apply?: boolean;
  /** Leave the cluster and all that was deployed. @defaultValue false */
  readonly keep?: boolean;
}

/** A cluster of network namespaces on this machine. */
export interface NetnsTarget extends Partial<NetnsOptions> {
  /** Leave it for an hour. @defaultValue false */
  readonly keep?: boolean;
}

/** What flowproof makes for a run by itself. */
export type OwnTarget = { readonly kind: KindTarget } | { readonly netns: NetnsTarget } | AutoTarget;

/** A kind cluster, or network namespaces where there can be none; 'auto' is either with its defaults. */
export type AutoTarget = 'auto' | { readonly auto: { readonly kind?: KindTarget; readonly netns?: NetnsTarget } };

interface Opening {
  readonly runId: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** A target that was chosen, and is still to be opened. */
export interface ChosenTarget {
  /** Whether the run applies the scenario's manifests. */
  readonly apply: boolean;
  readonly open: () => Promise<Environment>;
}

/**
 * Chooses where to try the flows of a scenario, and resolves to what opens it.
 *
 * @throws {@link UsageError} for a fault at an endpoint that the scenario does not have.
 */
export async function chooseTarget(scenario: Scenario, target: OwnTarget, opening: Opening): Promise<ChosenTarget> {
  if (target === 'auto') return await chooseTarget(scenario, { auto: {} }, opening);
  if ('auto' in target) {
    const { kind = {}, netns = {} } = target.auto;
    const { whyNoKind } = await import('../environments/kind/availability.ts');
    const reason = await whyNoKind({ ...defaultKindOptions, ...kind }, opening.signal);
    return reason === undefined ? kindTarget(kind, opening) : netnsTarget(scenario, netns, { ...opening, reason });
  }
  return 'kind' in target ? kindTarget(target.kind, opening) : netnsTarget(scenario, target.netns, opening);
}

function kindTarget(
  { apply = true, keep = false, ...kind }: KindTarget,
  { signal, ...opening }: Opening,
): ChosenTarget {
  const options = { ...defaultKindOptions, ...kind, ...opening, keep, asItStands: !apply };
  const open = async (): Promise<Environment> => {
    const { openKind } = await import('../environments/kind/kind-environment.ts');
    return await openKind(options, signal);
  };
  return { apply, open };
}

function netnsTarget(
  scenario: Scenario,
  { keep = false, ...netns }: NetnsTarget,
  { runId, reason, signal }: Opening & { readonly reason?: string },
): ChosenTarget {
  const options = { ...defaultNetnsOptions, ...netns, runId, reason, scenario, keep };
  checkFaults(options.faults, scenario);
  return { apply: true, open: async () => await openNetns(options, signal) };
}

/** @throws {@link UsageError} for a dead endpoint that the scenario does not have. */
export function checkFaults({ dead }: Faults, { endpoints }: Scenario): void {
  const names = endpoints.filter(({ kind }) => kind === 'pods').map(({ name }) => name);
  const unknown = dead?.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new UsageError(
    `no endpoint is called "${unknown}"${didYouMean(unknown, names)}`,
    `Pods of this scenario: ${names.join(', ')}.`,
  );
}

import type { Scenario } from '../model/scenario.ts';
import type { Faults } from '../netns-plan/fault.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { chooseEnvironment, type EnvironmentName } from '../environments/choose.ts';
import type { Environment, Progress } from '../environments/environment.ts';
import type { KindOptions } from '../environments/kind/kind-options.ts';
import { openNetns } from '../environments/netns/netns-environment.ts';
import { defaultNetnsOptions, type NetnsOptions } from '../environments/netns/standing-cluster.ts';
import { UsageError } from '../model/errors.ts';

export interface OpenOptions {
  /** @defaultValue auto: a kind cluster, or network namespaces where there can be none */
  readonly environment?: EnvironmentName | undefined;
  readonly kind: KindOptions;
  /** @defaultValue IPv4, and nothing is wrong on purpose */
  readonly netns?: NetnsOptions | undefined;
  readonly apply: boolean;
  readonly keep: boolean;
  readonly runId: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Chooses where to try the flows of a scenario, and resolves to what opens it.
 *
 * @throws {@link UsageError} for options that do not go together.
 */
export async function openerFor(scenario: Scenario, options: OpenOptions): Promise<() => Promise<Environment>> {
  const { environment = 'auto', kind, netns, apply, keep, runId, progress, signal } = options;
  const { name, reason } = await chooseEnvironment(environment, kind, signal);
  if (name === 'netns') {
    if (!apply) {
      throw new UsageError(
        'network namespaces hold nothing but what the run applies, so there is nothing to take as it stands',
        'Use --no-apply with --environment kind.',
      );
    }
    checkFaults(netns?.faults, scenario);
    return async () => await openNetns({ ...(netns ?? defaultNetnsOptions), runId, reason, scenario, keep }, signal);
  }
  if (netns) {
    throw new UsageError('--fault and --ip-family are for network namespaces', 'Use them with --environment netns.');
  }
  const { openKind } = await import('../environments/kind/kind-environment.ts');
  return async () => await openKind({ ...kind, runId, keep, asItStands: !apply, progress }, signal);
}

/** @throws {@link UsageError} for a dead endpoint that the scenario does not have. */
export function checkFaults(faults: Faults | undefined, { endpoints }: Scenario): void {
  const names = endpoints.filter(({ kind }) => kind === 'pods').map(({ name }) => name);
  const unknown = faults?.dead?.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new UsageError(
    `no endpoint is called "${unknown}"${didYouMean(unknown, names)}`,
    `Pods of this scenario: ${names.join(', ')}.`,
  );
}

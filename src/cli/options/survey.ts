import { InvalidArgumentError, Option, type Command } from 'commander';
import { createProgress } from '../progress.ts';
import type { CommandContext } from '../context.ts';
import { UsageError } from '../../model/errors.ts';
import type { SurveyedCluster, ProbeOptions } from '../../app/probe.ts';
import { rateFor } from '../../app/rate.ts';
import { parseAddress, type HostAddress } from '../../survey/address.ts';
import type { NamespaceSurvey } from '../../survey/survey.ts';
import type { DetailFlags } from './detail.ts';
import { addExistingOptions, existingOptionsOf, label, type ExistingFlags } from './existing.ts';
import { probeImageOption } from './kind.ts';
import { connectTimeoutOption } from './numbers.ts';
import { maxRateOption, type MaxRateFlag } from './max-rate.ts';

/** The flags of commands that probe a cluster without a scenario. */
export interface SurveyFlags extends ExistingFlags, MaxRateFlag, DetailFlags {
  readonly namespace?: string;
  readonly outsideAddress: HostAddress;
  readonly outside: boolean;
  readonly connectTimeout: number;
  readonly probeImage: string;
}

export function addSurveyOptions(command: Command): Command {
  return addExistingOptions(command)
    .addOption(new Option('-n, --namespace <name>', 'the namespace to look at').argParser(label))
    .addOption(
      new Option('--outside-address <host:port>', 'a host outside to try')
        .argParser(address)
        .default({ host: '1.1.1.1', port: 443 } satisfies HostAddress, '1.1.1.1:443'),
    )
    .option('--no-outside', 'neither that nor the metadata address')
    .addOption(connectTimeoutOption())
    .addOption(maxRateOption())
    .addOption(probeImageOption());
}

/** Tries who reaches whom in the namespace that the flags name. */
export async function surveyNamespace(
  flags: SurveyFlags,
  context: Pick<CommandContext, 'io' | 'signal'>,
): Promise<NamespaceSurvey> {
  const outside = flags.outside ? flags.outsideAddress : undefined;
  return await inExistingCluster(
    flags,
    context,
    async (cluster, options) => await (await import('../../app/probe.ts')).survey(cluster, { ...options, outside }),
  );
}

/**
 * Does something with the cluster that the flags name, and shows the progress of it.
 *
 * @throws {@link UsageError} when no namespace is named.
 */
export async function inExistingCluster<T>(
  flags: SurveyFlags,
  { io, signal }: Pick<CommandContext, 'io' | 'signal'>,
  work: (cluster: SurveyedCluster, options: ProbeOptions) => Promise<T>,
): Promise<T> {
  const { namespace, connectTimeout: connectTimeoutMs } = flags;
  if (namespace === undefined) throw new UsageError('no namespace named', 'Name it with -n NAMESPACE.');
  const { surveyedCluster } = await import('../../app/surveyed-cluster.ts');
  const existing = existingOptionsOf(flags);
  const maxRate = rateFor(existing, flags.maxRate);
  using progress = await createProgress(io.stderr, flags);
  const cluster = surveyedCluster(existing, { progress, signal });
  return await work(cluster, { namespace, connectTimeoutMs, maxRate, progress, signal });
}

function address(text: string): HostAddress {
  const parsed = parseAddress(text);
  if (parsed) return parsed;
  throw new InvalidArgumentError('It is a host and a port: 1.1.1.1:443.');
}

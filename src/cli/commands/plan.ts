import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { loadScenario } from '../../app/load.ts';
import { rateFor } from '../../app/rate.ts';
import { createProgress } from '../progress.ts';
import { renderContract } from '../../reporters/terminal/contract.ts';
import { renderPlan } from '../../reporters/terminal/plan.ts';
import { screenOf } from '../screen-of.ts';
import { addExistingOptions, existingOptionsOf, type ExistingFlags } from '../options/existing.ts';
import { probeImageOption } from '../options/kind.ts';
import { maxRateOption, type MaxRateFlag } from '../options/max-rate.ts';
import { connectTimeoutOption } from '../options/numbers.ts';
import { addScenarioArgument } from '../options/scenario-argument.ts';
import { targetOf, TargetOption } from '../options/target.ts';

interface PlanFlags extends ExistingFlags, MaxRateFlag {
  readonly connectTimeout: number;
  readonly probeImage: string;
  readonly apply?: boolean;
}

export function addPlan(program: Command, context: CommandContext): void {
  const { io } = context;
  const command = addScenarioArgument(program.command('plan'))
    .description(
      'check a scenario and print the matrix that verify would probe; with --context, what it would do there',
    )
    .addOption(new TargetOption('existing', '--apply', 'as if the manifests were applied'))
    .addOption(probeImageOption())
    .addOption(connectTimeoutOption('as for verify; the estimate depends on it'))
    .addOption(maxRateOption());
  addExistingOptions(command).action(async (path: string, flags: PlanFlags) => {
    const options = { screen: screenOf(io), connectTimeoutMs: flags.connectTimeout, maxRate: flags.maxRate };
    if (targetOf(command) !== 'existing') {
      io.stdout.write(renderPlan(await loadScenario(path), options));
      return;
    }
    const { contractFor, prepareExisting } = await import('../../app/existing.ts');
    using progress = await createProgress(io.stderr);
    const existing = { ...existingOptionsOf(flags), apply: flags.apply ?? false };
    const maxRate = rateFor(existing, flags.maxRate);
    const prepared = await prepareExisting(path, existing, { progress, signal: context.signal });
    const contract = await contractFor(prepared, { ...existing, maxRate });
    io.stdout.write(renderPlan(prepared.scenario, { ...options, maxRate }));
    io.stdout.write(renderContract(prepared.cluster, contract, options.screen));
  });
}

import { Option, type Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { loadScenario } from '../../app/load.ts';
import { UsageError } from '../../model/errors.ts';
import { rateFor } from '../../app/rate.ts';
import { createProgress } from '../progress.ts';
import { renderContract } from '../../reporters/terminal/contract.ts';
import { renderPlanMarkdown } from '../../reporters/markdown/plan.ts';
import { renderPlan } from '../../reporters/terminal/plan.ts';
import { screenOf } from '../screen-of.ts';
import { addExistingOptions, existingOptionsOf, type ExistingFlags } from '../options/existing.ts';
import { probeImageOption } from '../options/kind.ts';
import { maxRateOption, type MaxRateFlag } from '../options/max-rate.ts';
import { connectTimeoutOption } from '../options/numbers.ts';
import { addScenarioArgument, shippedScenario } from '../options/scenario-argument.ts';
import { targetOf, TargetOption } from '../options/target.ts';

interface PlanFlags extends ExistingFlags, MaxRateFlag {
  readonly connectTimeout: number;
  readonly probeImage: string;
  readonly apply?: boolean;
  readonly format: 'terminal' | 'markdown';
}

export function addPlan(program: Command, context: CommandContext): void {
  const { io } = context;
  const command = addScenarioArgument(program.command('plan'))
    .description('print the matrix that verify would probe, and how long it takes')
    .addHelpText('after', examples('flowproof plan scenarios/shop', 'flowproof plan scenarios/shop --context staging'))
    .addOption(connectTimeoutOption())
    .addOption(maxRateOption())
    .addOption(probeImageOption())
    .addOption(new TargetOption('existing', '--apply', 'as if the manifests were applied'))
    .addOption(
      new Option('--format <format>', 'how to print it; Markdown has the matrices alone')
        .choices(['terminal', 'markdown'])
        .default('terminal'),
    );
  addExistingOptions(command).action(async (path = shippedScenario(), flags: PlanFlags) => {
    const options = { screen: screenOf(io), connectTimeoutMs: flags.connectTimeout, maxRate: flags.maxRate };
    if (targetOf(command) !== 'existing') {
      const scenario = await loadScenario(path);
      io.stdout.write(flags.format === 'markdown' ? renderPlanMarkdown(scenario) : renderPlan(scenario, options));
      return;
    }
    if (flags.format === 'markdown')
      throw new UsageError('what a run does to a cluster is told on a terminal alone', 'Leave --format markdown out.');
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

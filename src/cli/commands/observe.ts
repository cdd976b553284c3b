import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { EnvironmentError } from '../../model/errors.ts';
import type { Survey } from '../../app/probe.ts';
import { observedScenario } from '../../survey/observed-scenario.ts';
import { isSeen } from '../../survey/seen.ts';
import { addSurveyOptions, surveyNamespace, type SurveyFlags } from '../options/survey.ts';

/** Adds `flowproof observe`: what a namespace of a cluster does, as a scenario. */
export function addObserve(program: Command, context: CommandContext): void {
  const { io } = context;
  addSurveyOptions(
    program
      .command('observe')
      .description(
        'probe a namespace of an existing cluster and write what is allowed as a scenario, for you to correct',
      ),
  ).action(async (flags: SurveyFlags) => {
    io.stdout.write(scenarioText(await surveyNamespace(flags, context)));
  });
}

/** @throws {@link EnvironmentError} when nothing was seen that could be written down. */
function scenarioText({ file, predicted, report, results }: Survey): string {
  if (!results.some(isSeen)) {
    const { message = 'no flow came out for sure', hint = 'Look closer with: flowproof probe' } = report.failure ?? {};
    throw new EnvironmentError(message, hint);
  }
  const remarks = [
    `What flowproof observed in namespace ${file.name}: ${report.environment}, ${report.startedAt}.`,
    'It is what is, not what should be: correct it by hand.',
    ...report.notes,
    ...(report.leftovers ? [`Not everything is removed: ${report.leftovers.message}`, report.leftovers.hint] : []),
  ];
  return observedScenario({ file, scenario: predicted.scenario, results, remarks });
}

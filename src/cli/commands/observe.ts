import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { EnvironmentError } from '../../model/errors.ts';
import type { NamespaceSurvey } from '../../survey/survey.ts';
import { observedScenario } from '../../survey/observed-scenario.ts';
import { isCertain } from '../../verdict/reading.ts';
import { addSurveyOptions, surveyNamespace, type SurveyFlags } from '../options/survey.ts';

/** Adds `flowproof observe`: what a namespace of a cluster does, as a scenario. */
export function addObserve(program: Command, context: CommandContext): void {
  const { io } = context;
  addSurveyOptions(
    program
      .command('observe')
      .description('write what a namespace of a cluster allows as a scenario')
      .addHelpText(
        'after',
        examples(
          'flowproof observe --context staging -n shop >scenario.yaml',
          'flowproof observe --context staging -n shop --no-outside',
        ),
      ),
  ).action(async (flags: SurveyFlags) => {
    io.stdout.write(scenarioText(await surveyNamespace(flags, context)));
  });
}

/** @throws {@link EnvironmentError} when nothing was seen that could be written down. */
function scenarioText({ namespace, draft, scenario, observed, flows }: NamespaceSurvey): string {
  if (!flows.some(({ seen }) => isCertain(seen))) {
    const { message = 'no flow came out for sure', hint = 'Look closer with: flowproof probe' } =
      observed.failure ?? {};
    throw new EnvironmentError(message, hint);
  }
  const remarks = [
    `What flowproof observed in namespace ${namespace}: ${observed.environment}, ${observed.startedAt}.`,
    'It is what is, not what should be: correct it by hand.',
    ...observed.notes,
    ...(observed.leftovers
      ? [`Not everything is removed: ${observed.leftovers.message}`, observed.leftovers.hint]
      : []),
  ];
  return observedScenario({ draft, scenario, flows, remarks });
}

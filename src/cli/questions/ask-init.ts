import { join } from 'node:path';
import { confirm, intro, multiselect, note } from '@clack/prompts';
import { refuseExisting } from '../../app/new-files.ts';
import { commandLine, flowText, optionsFor, type Answers } from '../../init/answers.ts';
import type { Manifest } from '../../model/scenario.ts';
import type { CommandContext } from '../context.ts';
import { askFlows } from './ask-flows.ts';
import { askSystem, namespacesFound } from './ask-system.ts';
import { questionsOn } from './prompts.ts';

/** What the questions of `init` came to. */
export interface Answered {
  /** The options that say the same. */
  readonly options: readonly string[];
  /** What was read of a cluster for them. */
  readonly live?: readonly Manifest[];
}

/**
 * Asks what `init` has to know, and says how to repeat it without questions.
 *
 * @returns `undefined` when nothing is to be written after all
 * @throws {@link InterruptedError} when a question is not answered.
 * @throws {@link UsageError} when there is a scenario in the folder already.
 */
export async function askInit(folder: string, context: CommandContext): Promise<Answered | undefined> {
  // Before anybody answers in vain.
  await refuseExisting(['scenario.yaml', 'README.md'].map((file) => join(folder, file)));
  const { stdout: output } = context.io;
  const ask = questionsOn(context);
  intro(`A first scenario in ${folder}`, { output });
  const { system, answers: begun, live } = await askSystem(folder, ask, context);
  const namespaces = namespacesFound(system, begun);
  const protect = await ask(
    async (terminal) =>
      await multiselect({
        ...terminal,
        message: 'Which namespaces are protected? Nothing goes into or out of them but what you allow next.',
        options: namespaces.map((value) => ({ value })),
        initialValues: namespaces,
      }),
  );
  const answers = await askFlows(system, { ...begun, protect }, ask);
  note(summaryOf(answers), `Into and out of ${protect.join(', ')}`, { output });
  const isRight = await ask(async (terminal) => await confirm({ ...terminal, message: `Write ${folder}?` }));
  output.write(`\nThe same without questions:\n\n  ${commandLine(folder, answers)}\n\n`);
  return isRight ? { options: optionsFor(answers), live } : undefined;
}

function summaryOf({ allow }: Answers): string {
  return allow.length > 0 ? [...allow.map(flowText), 'and nothing else'].join('\n') : 'nothing';
}

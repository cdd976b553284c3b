import { Argument, type Command } from 'commander';
import { shippedFile } from '../../environments/shipped-file.ts';

/** The scenario that a command is about; {@link shippedScenario} where none is given. */
export function addScenarioArgument(command: Command): Command {
  const argument = new Argument('[scenario]', 'scenario.yaml, or its folder');
  return command.addArgument(argument.default(undefined, 'the Task API'));
}

/** The case that comes with flowproof. */
export function shippedScenario(): string {
  return shippedFile('scenarios/task-api');
}

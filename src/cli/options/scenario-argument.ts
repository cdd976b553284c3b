import { fileURLToPath } from 'node:url';
import { Argument, type Command } from 'commander';

const shipped = fileURLToPath(new URL('../../../scenarios/task-api', import.meta.url));

/** The scenario that a command is about; without one, the case that comes with flowproof. */
export function addScenarioArgument(command: Command): Command {
  const argument = new Argument('[scenario]', 'scenario.yaml, or its folder');
  return command.addArgument(argument.default(shipped, 'the Task API'));
}

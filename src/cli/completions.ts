import { Help, type Command, type Option } from 'commander';

/** A word that may come next in a command line, and what it means. */
export type Candidate = readonly [word: string, description: string];

/**
 * What the last of the words that were typed so far can become, after the program's own; it is `''` after a space. None where it
 * is for the user to say: the name of a file, a number, an endpoint.
 */
export function completionsOf(program: Command, words: readonly string[]): Candidate[] {
  const typed = words.at(-1) ?? '';
  // Bash has a word "=" in --environment=kind.
  const before = words.slice(0, -1).filter((word) => word !== '=');
  const command = before.reduce((found, word) => found.commands.find((one) => one.name() === word) ?? found, program);
  // Of all options: a command may leave some out of its help.
  const help = new Help();
  const options = help.visibleOptions(command);
  const valueOf = options.find((option) => takesValue(option) && isCalled(option, before.at(-1)));
  if (valueOf) return startingWith(typed === '=' ? '' : typed, choicesOf(valueOf));
  if (!typed.startsWith('-')) {
    const commands = help.visibleCommands(command).map((one): Candidate => [one.name(), one.description()]);
    return startingWith(typed, [...commands, ...command.registeredArguments.flatMap(choicesOf)]);
  }
  const [flag = ''] = typed.split('=');
  return startingWith(
    typed,
    flag === typed
      ? options.map(({ long, short, description }) => [long ?? short ?? '', description])
      : options
          .filter((option) => isCalled(option, flag))
          .flatMap(choicesOf)
          .map(([choice, description]) => [`${flag}=${choice}`, description]),
  );
}

function startingWith(typed: string, candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter(([word]) => word.startsWith(typed));
}

function isCalled({ long, short }: Option, word: string | undefined): boolean {
  return word !== undefined && [long, short].includes(word);
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

function choicesOf({ argChoices = [] }: Pick<Option, 'argChoices'>): Candidate[] {
  return argChoices.map((choice) => [choice, '']);
}

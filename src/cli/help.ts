import type { Argument, HelpConfiguration, Option } from 'commander';

/** How the help of every command looks: an option a line, with its values, its default and its variable behind it. */
export const helpStyle: HelpConfiguration = {
  subcommandTerm: (command) => command.name(),
  optionDescription: (option) => described(option, option.envVar),
  argumentDescription: (argument) => described(argument),
};

/** Two command lines for the end of a command's help, as somebody would type them. A test tries each of them. */
export function examples(first: string, second: string): string {
  return `\nExamples:\n  ${first}\n  ${second}`;
}

function described(
  { description, argChoices, defaultValue, defaultValueDescription }: Option | Argument,
  variable?: string,
): string {
  const text = [description, ...(argChoices ? [argChoices.join(', ')] : [])].filter((part) => part !== '').join(': ');
  const otherwise = defaultValueDescription ?? (defaultValue === undefined ? [] : [String(defaultValue)]);
  const rest = [otherwise, variable === undefined ? [] : [`$${variable}`]].flat();
  return rest.length === 0 ? text : `${text} (${rest.join(', ')})`;
}

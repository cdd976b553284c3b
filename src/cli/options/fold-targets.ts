import { Help, type Command, type Option } from 'commander';
import { TargetOption, targetOf, type TargetName } from './target.ts';

const targets: readonly TargetName[] = ['kind', 'netns', 'existing'];

/**
 * Has the help of a command that knows every target fit a screen: the options of a single target are named, and told in full
 * once the rest of the command line says which target it is.
 */
export function foldTargets(command: Command): Command {
  return command
    .configureHelp({ ...command.configureHelp(), visibleOptions: () => unfolded(command) })
    .addHelpText('after', () => (targetNow(command) === 'auto' ? foldedText(command) : ''));
}

function unfolded(command: Command): Option[] {
  const target = targetNow(command);
  return new Help().visibleOptions(command).filter((option) => {
    if (!(option instanceof TargetOption)) return true;
    return target === 'auto' ? option.targets.length > 1 : option.targets.includes(target);
  });
}

function foldedText(command: Command): string {
  const help = new Help();
  const width = Math.max(...targets.map((target) => target.length));
  const items = targets.map((target) => {
    const own = command.options.filter(
      (option) => option instanceof TargetOption && option.targets.length === 1 && option.targets.includes(target),
    );
    return help.formatItem(target, width, own.map(({ long }) => long).join(' '), help);
  });
  return ['\nOptions of one environment, told by --environment NAME --help:', ...items].join('\n');
}

function targetNow(command: Command): TargetName | 'auto' {
  return targetOf(command, command.getOptionValue('environment') as TargetName | 'auto');
}

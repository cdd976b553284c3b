import { Option, type Command } from 'commander';
import { UsageError } from '../../model/errors.ts';

/** Where a run can try its flows. */
export type TargetName = 'kind' | 'netns' | 'existing';

const words: Readonly<Record<TargetName, string>> = {
  kind: 'kind clusters',
  netns: 'network namespaces',
  existing: 'existing clusters',
};

/** An option that only some targets know. That of a single one stands with its likes in the help. */
export class TargetOption extends Option {
  readonly targets: readonly TargetName[];

  constructor(targets: TargetName | readonly TargetName[], flags: string, description: string) {
    super(flags, description);
    this.targets = typeof targets === 'string' ? [targets] : targets;
    const [target] = this.targets;
    if (target !== undefined && this.targets.length === 1) this.helpGroup(`Options for ${words[target]}:`);
  }
}

/**
 * The target that a command line means; `auto` where a kind cluster or network namespaces would do. Options that only one
 * target knows ask for it.
 *
 * @throws {@link UsageError} for an option of another target.
 */
export function targetOf(command: Command, wish: TargetName | 'auto' = 'auto'): TargetName | 'auto' {
  let open: readonly TargetName[] = wish === 'auto' ? ['kind', 'netns', 'existing'] : [wish];
  let because = `--environment ${wish}`;
  for (const option of command.options) {
    if (!(option instanceof TargetOption) || !isGiven(option, command)) continue;
    const left = open.filter((target) => option.targets.includes(target));
    const name = nameOf(option, command);
    if (left.length === 0) {
      throw new UsageError(
        `${name} is for ${listed(option.targets)}, and ${because} is for ${listed(open)}`,
        'Leave out one of the two.',
      );
    }
    if (left.length < open.length) because = name;
    open = left;
  }
  const [target, ...others] = open.length === 1 ? open : open.filter((one) => one !== 'existing');
  return target === undefined || others.length > 0 ? 'auto' : target;
}

/** An existing cluster may be named by the environment as well; any other variable only says how one would be made. */
function isGiven(option: TargetOption, command: Command): boolean {
  const key = option.attributeName();
  const source = command.getOptionValueSource(key);
  if (source === 'env') return key === 'context';
  return (
    source === 'cli' && (option.negate ? command.getOptionValue(key) === false : command.getOptionValue(key) !== false)
  );
}

function nameOf(option: TargetOption, command: Command): string {
  const isOfEnvironment = command.getOptionValueSource(option.attributeName()) === 'env';
  return (isOfEnvironment ? option.envVar : option.long) ?? option.flags;
}

function listed(targets: readonly TargetName[]): string {
  return targets.map((target) => words[target]).join(' or ');
}

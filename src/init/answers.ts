import { shellQuoted } from '../model/shell-quoted.ts';
import type { EndpointEntry, FlowEntry } from '../scenario/schema.ts';
import type { Wishes } from './initial-scenario.ts';

/** What has been said of a system so far, in the words of the options of `init`. */
export interface Answers {
  readonly manifests: readonly string[];
  readonly context?: string | undefined;
  readonly namespaces: readonly string[];
  readonly protect: readonly string[];
  /** In the order in which they were named. */
  readonly declared: readonly Declared[];
  readonly allow: readonly Allowed[];
}

/** An endpoint that was named. */
export interface Declared {
  readonly option: '--client' | '--server' | '--host';
  /** As the option has it. */
  readonly text: string;
  readonly name: string;
  readonly entry: EndpointEntry;
}

/** A flow that is to be allowed. */
export type Allowed = { readonly [Side in 'from' | 'to']: FlowEntry[Side] & string };

export const nothingSaid: Answers = { manifests: [], namespaces: [], protect: [], declared: [], allow: [] };

/** What is wished of a system of which this was said. */
export function wishesOf({ declared, protect, allow }: Answers): Omit<Wishes, 'name' | 'manifests'> {
  return { endpoints: Object.fromEntries(declared.map(({ name, entry }) => [name, entry])), protect, allow };
}

/** The options of `init` that say the same. */
export function optionsFor({ manifests, context, namespaces, protect, declared, allow }: Answers): string[] {
  const declaredBy = (option: Declared['option']): string[] =>
    declared.filter((one) => one.option === option).map(({ text }) => text);
  const options: readonly [option: string, values: readonly string[]][] = [
    ['--manifests', manifests],
    ['--context', context === undefined ? [] : [context]],
    ['--namespace', namespaces],
    ['--protect', protect],
    ['--client', declaredBy('--client')],
    ['--server', declaredBy('--server')],
    ['--host', declaredBy('--host')],
    ['--allow', allow.map(flowText)],
  ];
  return options.flatMap(([option, values]) => (values.length > 0 ? [option, ...values] : []));
}

/** The command line that does the same without questions, for a shell. */
export function commandLine(folder: string, answers: Answers): string {
  return ['flowproof', 'init', folder, ...optionsFor(answers)].map(shellQuoted).join(' ');
}

/** A flow as `--allow` has it. */
export function flowText({ from, to }: Allowed): string {
  return `${from} to ${to}`;
}

/** What an answer lists: words between spaces, each as it is or in quotes. */
export function wordsOf(answer: string): string[] {
  return (answer.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/s, '$2'));
}

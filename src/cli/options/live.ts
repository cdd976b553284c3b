import type { Command } from 'commander';
import type { System } from '../../connections/matrix.ts';
import type { Manifest } from '../../model/scenario.ts';
import type { CommandContext } from '../context.ts';
import { createProgress } from '../progress.ts';
import { contextOption, kubeconfigOption, label, type KubeconfigFlags } from './existing.ts';
import { TargetOption } from './target.ts';

/** The flags that name a cluster to read. */
export interface LiveFlags extends KubeconfigFlags {
  readonly namespace?: readonly string[];
}

/** A cluster as it was read. */
export interface Live {
  /** As it stands. */
  readonly today: System;
  /** As it would be with manifests applied to it. */
  readonly withApplied: (manifests: readonly Manifest[]) => System;
}

export function addLiveOptions(command: Command): Command {
  return command
    .addOption(contextOption())
    .addOption(kubeconfigOption())
    .addOption(
      new TargetOption('existing', '-n, --namespace <name>', 'only of this namespace, repeatable').argParser(
        (name, previous?: readonly string[]) => [...(previous ?? []), label(name)],
      ),
    );
}

/** Whether a cluster is named on the command line; one that the environment names is for commands that cannot do without. */
export function isLiveNamed(command: Command): boolean {
  return ['context', 'kubeconfig', 'namespace'].some((option) => command.getOptionValueSource(option) === 'cli');
}

/** Whether a cluster is named at all. */
export function isLiveGiven({ context, kubeconfig, namespace }: LiveFlags): boolean {
  return [context, kubeconfig, namespace].some((flag) => flag !== undefined);
}

/** Reads the cluster that is named, and says what of it nobody knows. */
export async function readLiveOf(
  { context, kubeconfig, namespace: namespaces }: LiveFlags,
  { io, signal }: Pick<CommandContext, 'io' | 'signal'>,
): Promise<Live> {
  const { applyTo, readLiveSystem } = await import('../../app/live-system.ts');
  using progress = await createProgress(io.stderr);
  const place = { context, kubeconfig, namespaces: namespaces ?? [] };
  const { system, notes } = await readLiveSystem(place, { progress, signal });
  for (const note of notes) io.stderr.write(`${note}\n`);
  return { today: system, withApplied: (manifests) => applyTo(system, manifests, place.namespaces) };
}

import pLimit from 'p-limit';
import { test } from 'vitest';
import type { KindTarget, OwnTarget } from '../app/target.ts';
import type { Target } from '../app/verify.ts';
import { defaultKindOptions } from '../environments/kind/kind-options.ts';
import { neverAborted } from '../environments/never-aborted.ts';
import type { Report } from '../model/report.ts';
import type { TestRunOptions } from './job.ts';
import { tellLeftovers } from './leftovers.ts';
import { holdApart, verifyApart, type Use } from './own-process.ts';

/** The clusters that the runs of one test file share. */
export interface Clusters {
  /** Makes the kind cluster that runs at this target use, unless it stands. Other targets need nothing. */
  readonly open: (target: Target | undefined, call?: string) => Promise<void>;
  readonly verify: (path: string, options: TestRunOptions, use?: Partial<Use>) => Promise<Report>;
}

/** A `test` with the clusters of its file; what was made for them is removed after the last one. */
export const testWithClusters = test.extend('clusters', { scope: 'file' }, ({}, { onCleanup }): Clusters => {
  const held = new AsyncDisposableStack();
  onCleanup(async () => await held.disposeAsync());
  const opened = new Map<string, Promise<unknown>>();
  const open: Clusters['open'] = async (target = 'auto', call) => {
    if (!mayBeKind(target)) return;
    const { clusterName = defaultKindOptions.clusterName } = kindOf(target);
    const opening = opened.get(clusterName) ?? holdApart(target, { call }).then((cluster) => held.use(cluster));
    opened.set(clusterName, opening);
    await opening;
  };
  // A cluster takes one run at a time.
  const limit = pLimit(1);
  const verify: Clusters['verify'] = async (
    path,
    { target = 'auto', ...options },
    { signal = neverAborted, call } = {},
  ) => {
    const run = async (): Promise<Report> => {
      await open(target, call);
      const runOptions = { ...options, target: mayBeKind(target) ? notFresh(target) : target };
      const report = await verifyApart(path, runOptions, { signal, call });
      tellLeftovers(report);
      return report;
    };
    return await (target !== 'auto' && 'netns' in target ? run() : limit(run));
  };
  return { open, verify };
});

/** A target that is a kind cluster, or becomes one where there can be one. */
type MaybeKind = Exclude<OwnTarget, { readonly netns: unknown }>;

function mayBeKind(target: Target): target is MaybeKind {
  return target === 'auto' || 'auto' in target || 'kind' in target;
}

function kindOf(target: MaybeKind): KindTarget {
  if (target === 'auto') return {};
  return 'auto' in target ? (target.auto.kind ?? {}) : target.kind;
}

/** The same target for a run: what is to be made anew is so once for the whole file. */
function notFresh(target: MaybeKind): MaybeKind {
  const kind = { ...kindOf(target), fresh: false };
  if (target === 'auto') return { auto: { kind } };
  return 'auto' in target ? { auto: { ...target.auto, kind } } : { kind };
}

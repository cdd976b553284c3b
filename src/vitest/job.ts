import type { OwnTarget } from '../app/target.ts';
import type { VerifyOptions } from '../app/verify.ts';
import type { Failure } from './located-error.ts';

/** What a test decides about a run, as for `verify` of the library. */
export type TestRunOptions = Omit<VerifyOptions, 'progress' | 'signal'>;

/** What a process of its own is for: one run, or a kind cluster that stands until it is told to end. */
export type Job =
  | { readonly verify: { readonly path: string; readonly options: TestRunOptions } }
  | { readonly hold: OwnTarget };

/** What such a process says: of a run its report, of a cluster that it stands; or why there is none. */
export type Answer<T> = { readonly value: T } | { readonly failure: Failure };

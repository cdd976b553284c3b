import type { Manifest, Position } from '../model/scenario.ts';
import type { LintSubject, Path } from './subject.ts';

/** `error`: it surely does not do what is written. `warning`: it probably does not. `note`: worth a look. */
export type Severity = 'error' | 'warning' | 'note';

/** One thing that linting looks for, with everything that the page of rules says of it. */
export interface LintRule {
  /** Kebab-case; never changes, since users filter by it. */
  readonly id: string;
  /** The worst that the rule says; a finding may be milder. */
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly title: string;
  /** What happens, and by which rule of Kubernetes. */
  readonly why: string;
  /** What to do about it, in general. */
  readonly fix: string;
  readonly example: {
    /** A `spec` in namespace shop (or a whole object) that the rule finds; a list for several. */
    readonly wrong: string | readonly string[];
    /** The same without the mistake. */
    readonly right: string | readonly string[];
  };
  /** Rules that say more of the same place: where one of them has a finding, this one is silent. */
  readonly yieldsTo?: readonly string[];
  readonly check: (subject: LintSubject) => readonly Hit[];
}

/** A place where a rule is broken. */
export interface Hit {
  readonly manifest: Manifest;
  readonly position: Position;
  /** Why this is a mistake here: whole sentences. */
  readonly why: string;
  /** What to write instead here. */
  readonly fix: string;
  /** Where it is not the rule's own. */
  readonly severity?: Severity | undefined;
  /** What `--fix` does; absent where a person has to decide. */
  readonly changes?: readonly Change[] | undefined;
}

/** An edit of one value of an object. */
export type Change =
  | { readonly op: 'set'; readonly path: Path; readonly value: unknown }
  | { readonly op: 'rename'; readonly path: Path; readonly key: string }
  | { readonly op: 'append'; readonly path: Path; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: Path };

/** A broken rule, as reporters need it. */
export interface LintFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly position: Position;
  /** E.g. `NetworkPolicy task-api/allow-dns-egress`. */
  readonly object: string;
  readonly why: string;
  readonly fix: string;
  /** What `--fix` does to the object that begins at `object`. */
  readonly edit?: { readonly object: Position; readonly changes: readonly Change[] } | undefined;
}

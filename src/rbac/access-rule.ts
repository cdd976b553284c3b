/** What a run does with one kind of object in one place, and what for: the plain data behind Roles and checks. */
export interface AccessRule {
  /** Absent for what is not in a namespace, and for objects of cluster scope. */
  readonly namespace?: string | undefined;
  /** Empty for the core group, as in RBAC. */
  readonly apiGroup: string;
  /** Plural and lower case, with its subresource: `pods`, `pods/exec`. */
  readonly resource: string;
  /** The only object that is meant; absent for any. */
  readonly resourceName?: string | undefined;
  /** At least one, in the order of {@link verbs}. */
  readonly verbs: readonly Verb[];
  /** Completes "needed …": `to send probes from its pods`. */
  readonly why: string;
}

/** The verbs of API requests that flowproof makes, in the order in which they are printed. */
export const verbs = ['get', 'list', 'create', 'patch', 'update', 'delete'] as const;

export type Verb = (typeof verbs)[number];

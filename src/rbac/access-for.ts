import type { Manifest } from '../model/scenario.ts';
import type { SourceChoice } from '../identity/source-mode.ts';
import type { EndpointPlace } from '../scenario/endpoint-places.ts';
import type { AccessRule } from './access-rule.ts';
import { manifestRules } from './manifest-rules.ts';
import { mergeRules } from './merge-rules.ts';
import { clientRules, homeRules, readRules, sourceRules, workerRules } from './place-rules.ts';

/** How a run goes about it, as far as that decides what it needs to be allowed. */
export interface AccessNeeds {
  readonly mode: SourceChoice;
  /** Namespace of what a run makes for itself: its Lease, its canaries. */
  readonly home: string;
  /** Whether the home is absent, so that the run makes it, and deletes it in the end. */
  readonly makesHome?: boolean | undefined;
  /** What the run applies and removes; none where it takes the cluster as it stands. */
  readonly manifests?: readonly Manifest[] | undefined;
  /** Whether a Job in the home sends the probes. */
  readonly workers?: boolean | undefined;
}

/** Everything that a run needs to be allowed on an existing cluster, and nothing else, each verb once. */
export function accessFor(
  places: readonly EndpointPlace[],
  { mode, home, makesHome = false, manifests = [], workers = false }: AccessNeeds,
): AccessRule[] {
  return mergeRules([
    ...places.flatMap(({ namespace }) => readRules(namespace)),
    ...homeRules(home, makesHome),
    ...places.flatMap((place) => rulesToSend(place, mode)),
    ...(workers ? workerRules(home) : []),
    ...manifestRules(manifests),
  ]);
}

function rulesToSend({ kind, namespace, sends }: EndpointPlace, mode: SourceChoice): AccessRule[] {
  if (kind === 'client') return clientRules(namespace);
  return sends ? sourceRules(namespace, mode) : [];
}

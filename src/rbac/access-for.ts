import type { Manifest } from '../model/scenario.ts';
import type { SendAs } from '../identity/send-mode.ts';
import type { EndpointNamespace } from '../scenario/endpoint-namespaces.ts';
import type { AccessRule } from './access-rule.ts';
import { manifestRules } from './manifest-rules.ts';
import { mergeRules } from './merge-rules.ts';
import { clientRules, toolNamespaceRules, readRules, sourceRules, workerRules } from './namespace-rules.ts';

/** How a run goes about it, as far as that decides what it needs to be allowed. */
export interface AccessNeeds {
  readonly mode: SendAs;
  /** Namespace of what a run makes for itself: its Lease, its canaries. */
  readonly toolNamespace: string;
  /** Whether the tool namespace is absent, so that the run makes it, and deletes it in the end. */
  readonly makesToolNamespace?: boolean | undefined;
  /** What the run applies and removes; none where it takes the cluster as it stands. */
  readonly manifests?: readonly Manifest[] | undefined;
  /** Whether a Job in the tool namespace sends the probes. */
  readonly workers?: boolean | undefined;
}

/** Everything that a run needs to be allowed on an existing cluster, and nothing else, each verb once. */
export function accessFor(
  endpoints: readonly EndpointNamespace[],
  { mode, toolNamespace, makesToolNamespace = false, manifests = [], workers = false }: AccessNeeds,
): AccessRule[] {
  return mergeRules([
    ...endpoints.flatMap(({ namespace }) => readRules(namespace)),
    ...toolNamespaceRules(toolNamespace, makesToolNamespace),
    ...endpoints.flatMap((place) => rulesToSend(place, mode)),
    ...(workers ? workerRules(toolNamespace) : []),
    ...manifestRules(manifests),
  ]);
}

function rulesToSend({ kind, namespace, sends }: EndpointNamespace, mode: SendAs): AccessRule[] {
  if (kind === 'client') return clientRules(namespace);
  return sends ? sourceRules(namespace, mode) : [];
}

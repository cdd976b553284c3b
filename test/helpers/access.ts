import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { verbs as allVerbs, type AccessRule } from '../../src/rbac/access-rule.ts';
import { sendAsChoices } from '../../src/identity/send-mode.ts';
import type { EndpointNamespace } from '../../src/scenario/endpoint-namespaces.ts';

/** Places in few namespaces, so that they meet; `home` among them. */
export const anyPlaces: fc.Arbitrary<EndpointNamespace[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('pods' as const, 'client' as const),
    namespace: fc.constantFrom('shop', 'database', 'no', 'home'),
    sends: fc.boolean(),
  }),
  { maxLength: 5 },
);

/** Any way to go about a run, without manifests. */
export const anyNeeds = fc.record({
  mode: fc.constantFrom(...sendAsChoices),
  toolNamespace: fc.constant('home'),
  makesToolNamespace: fc.boolean(),
  workers: fc.boolean(),
});

/** Any rule about few objects, so that rules meet. */
export const anyRule: fc.Arbitrary<AccessRule> = fc.record({
  namespace: fc.constantFrom('shop', 'database', undefined),
  apiGroup: fc.constantFrom('', 'apps'),
  resource: fc.constantFrom('pods', 'pods/exec'),
  resourceName: fc.constantFrom('one', undefined),
  verbs: fc.subarray([...allVerbs], { minLength: 1 }),
  why: fc.constantFrom('to look', 'to send', 'to make'),
});

/** What rules allow, one text for each verb on each kind of object, with repetitions. */
export function grantsOf(rules: readonly AccessRule[]): string[] {
  return rules.flatMap(({ namespace = '', apiGroup, resource, resourceName = '', verbs }) =>
    verbs.map((verb) => `${verb} ${resource}.${apiGroup} "${resourceName}" in "${namespace}"`),
  );
}

/** What the roles of a YAML text allow, read as Kubernetes reads them; in the form of {@link grantsOf}. */
export function grantsIn(yaml: string): string[] {
  return objectsIn(yaml).flatMap(({ metadata: { namespace }, rules = [] }) =>
    rules.flatMap(({ apiGroups, resources, resourceNames = [undefined], verbs }) =>
      apiGroups.flatMap((apiGroup) =>
        resources.flatMap((resource) =>
          resourceNames.flatMap((resourceName) =>
            grantsOf([{ namespace, apiGroup, resource, resourceName, verbs, why: '' } as AccessRule]),
          ),
        ),
      ),
    ),
  );
}

/** An object as far as tests look at it. */
export interface RbacObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels: Record<string, string> };
  readonly rules?: readonly {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly resourceNames?: readonly string[];
    readonly verbs: readonly string[];
  }[];
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly object[];
}

/** The objects of a YAML text, read as YAML 1.1, which is what Kubernetes takes it for. */
export function objectsIn(yaml: string): RbacObject[] {
  return parseAllDocuments(yaml, { schema: 'yaml-1.1' }).map((document) => document.toJS() as RbacObject);
}

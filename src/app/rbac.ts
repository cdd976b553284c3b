import { accessFor } from '../rbac/access-for.ts';
import { surveyRules } from '../rbac/namespace-rules.ts';
import { renderRbac } from '../rbac/render-rbac.ts';
import { endpointNamespaces, type EndpointNamespace } from '../scenario/endpoint-namespaces.ts';
import { systemNamespaces } from '../scenario/namespaces.ts';
import type { ScenarioDraft } from '../scenario/parse-scenario.ts';
import type { SendAs } from '../identity/send-mode.ts';
import { UsageError } from '../model/errors.ts';
import { readDraft, readManifestsOf } from './load.ts';
import { dnsNamespace } from '../survey/namespaces.ts';

/** What is to be probed: either a scenario, or namespaces. */
export interface RbacSubject {
  readonly scenario: string | undefined;
  readonly namespaces: readonly string[];
}

export interface RbacFlags {
  readonly mode: SendAs;
  readonly toolNamespace: string;
  readonly serviceAccount: string;
  readonly apply: boolean;
  readonly workers: boolean;
}

/**
 * The manifests of an account that may do what a run needs, and nothing else.
 *
 * @throws {@link UsageError} for anything but a scenario or namespaces.
 * @throws {@link ScenarioError} with every problem of the scenario that matters here.
 */
export async function rbacFor(subject: RbacSubject, flags: RbacFlags): Promise<string> {
  const { mode, toolNamespace, serviceAccount, apply, workers } = flags;
  const { draft, endpoints } = await readSubject(subject, flags);
  const manifests = draft && apply ? await readManifestsOf(draft) : [];
  const rules = [...accessFor(endpoints, { mode, toolNamespace, manifests, workers }), ...(draft ? [] : surveyRules())];
  return renderRbac(rules, {
    serviceAccount,
    toolNamespace,
    toolNamespaceExists:
      systemNamespaces.includes(toolNamespace) ||
      endpoints.some((one) => one.kind === 'pods' && one.namespace === toolNamespace),
    command: commandFor(subject, flags),
  });
}

async function readSubject(
  { scenario, namespaces }: RbacSubject,
  { apply, toolNamespace }: RbacFlags,
): Promise<{ draft?: ScenarioDraft; endpoints: readonly EndpointNamespace[] }> {
  if ((scenario === undefined) === (namespaces.length === 0)) {
    throw new UsageError(
      'rbac is about either a scenario or namespaces',
      'For example: flowproof rbac scenarios/shop, or flowproof rbac -n shop.',
    );
  }
  if (scenario === undefined) {
    if (apply) throw new UsageError('--apply is for a scenario: namespaces have no manifests', 'Leave it out.');
    const surveyed = namespaces.map((namespace) => ({ kind: 'pods' as const, namespace, sends: true }));
    // A survey asks the DNS servers, and sends as a stranger, too.
    return {
      endpoints: [
        ...surveyed,
        { kind: 'pods', namespace: dnsNamespace, sends: false },
        { kind: 'client', namespace: toolNamespace, sends: true },
      ],
    };
  }
  const draft = await readDraft(scenario);
  return { draft, endpoints: endpointNamespaces(draft) };
}

function commandFor({ scenario, namespaces }: RbacSubject, { mode, toolNamespace, apply, workers }: RbacFlags): string {
  return [
    ...(scenario === undefined
      ? ['flowproof probe', ...namespaces.map((name) => `-n ${name}`)]
      : [`flowproof verify ${scenario}`]),
    `--send-as ${mode} --tool-namespace ${toolNamespace}`,
    ...(apply ? ['--apply'] : []),
    ...(workers ? ['--in-cluster-workers'] : []),
  ].join(' ');
}

import { ScenarioError, type Problem } from '../model/errors.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { builtInNames } from './built-in.ts';
import type { ScenarioDraft } from './parse-scenario.ts';
import type { EndpointEntry, FlowEntry, ScenarioFile } from './schema.ts';

/** Where the pods of an endpoint are, without a look at manifests or a cluster. */
export interface EndpointNamespace {
  readonly kind: 'pods' | 'client';
  readonly namespace: string;
  /** Whether a flow of some stage starts here, or may: `*`, `protect` and `otherwise` are about every endpoint. */
  readonly sends: boolean;
}

/**
 * The places of a scenario's endpoints; those that are outside of the cluster have none. Workloads, Services and ports
 * are not looked at, so that the scenario may be about what exists in a cluster only.
 *
 * @throws {@link ScenarioError} with every flow that starts at an endpoint which is not there, and every server, which no
 * cluster of somebody else's is given.
 */
export function endpointNamespaces(draft: ScenarioDraft): EndpointNamespace[] {
  const { endpoints } = draft.content;
  const problems = [...serversAmong(draft), ...unknownSenders(draft)];
  if (problems.length > 0) throw new ScenarioError(problems);
  const senders = namesOfSenders(draft.content);
  return Object.entries(endpoints).flatMap(([name, entry]) => {
    const sends = entry.pods?.sends !== false && (senders.has('*') || senders.has(name));
    return namespacesOf(entry).map((place) => ({ ...place, sends }));
  });
}

function namespacesOf({ pods, client }: EndpointEntry): Pick<EndpointNamespace, 'kind' | 'namespace'>[] {
  return [
    ...(pods ? [{ kind: 'pods' as const, namespace: pods.namespace }] : []),
    ...(client ? [{ kind: 'client' as const, namespace: client.namespace }] : []),
  ];
}

/** Names of the endpoints that send; `*` where all of them do. */
function namesOfSenders(content: ScenarioFile): ReadonlySet<string> {
  const levels = [content, ...(content.stages ?? [])];
  const named = levels.flatMap(({ flows = [] }) => flows).flatMap(({ from }) => from);
  const fallback = levels.some(({ protect = [], otherwise }) => protect.length > 0 || otherwise !== undefined);
  return new Set(fallback ? [...named, '*'] : named);
}

function serversAmong({ content, document }: ScenarioDraft): Problem[] {
  return Object.entries(content.endpoints)
    .filter(([, { server }]) => server !== undefined)
    .map(([name]) => ({
      position: document.at(['endpoints', name, 'server']),
      text: `"${name}" is a server, which flowproof makes in clusters of its own alone; name the pods that this one has`,
    }));
}

function unknownSenders({ content, document }: ScenarioDraft): Problem[] {
  const names = Object.keys(content.endpoints);
  const inList = (flows: readonly FlowEntry[], path: readonly (string | number)[]): Problem[] =>
    flows.flatMap(({ from }, index) =>
      [from]
        .flat()
        .filter((name) => name !== '*' && !names.includes(name))
        .map((name) => ({
          position: document.at([...path, index, 'from']),
          text: `no endpoint is called "${name}"${didYouMean(name, names, builtInNames)}`,
        })),
    );
  return [
    ...inList(content.flows ?? [], ['flows']),
    ...(content.stages ?? []).flatMap(({ flows = [] }, index) => inList(flows, ['stages', index, 'flows'])),
  ];
}

import type { SendAs } from '../identity/send-mode.ts';
import type { AccessRule, Verb } from './access-rule.ts';

const lifecycle: readonly Verb[] = ['get', 'list', 'create', 'patch', 'delete'];

/** What it takes to see a namespace as it is, and whether its servers listen. */
export function readRules(namespace: string): AccessRule[] {
  const at = inNamespace(namespace);
  return [
    ...lookRules(namespace),
    at('', 'pods/portforward', ['get', 'create'], 'to see from inside whether servers listen'),
    at('discovery.k8s.io', 'endpointslices', ['list'], backends),
  ];
}

const backends = 'to see which pods stand behind its Services';

/** What it takes to read what a namespace has. */
export function lookRules(namespace: string): AccessRule[] {
  const at = inNamespace(namespace);
  const workloads = 'to find workloads by their names';
  return [
    namespaceRule(namespace, ['get'], 'to see that it is there, and its labels'),
    at('', 'pods', ['get', 'list'], 'to find the pods of endpoints'),
    at('', 'services', ['get', 'list'], backends),
    at('apps', 'deployments', ['list'], workloads),
    at('apps', 'statefulsets', ['list'], workloads),
    at('apps', 'daemonsets', ['list'], workloads),
    at('apps', 'replicasets', ['list'], workloads),
    at('batch', 'jobs', ['list'], workloads),
    at('networking.k8s.io', 'networkpolicies', ['list'], 'to say which policy explains what was observed'),
  ];
}

/** What it takes to read who may connect to whom in a whole cluster. */
export function lookEverywhereRules(): AccessRule[] {
  const rule = (apiGroup: string, resource: string, why: string): AccessRule => ({
    apiGroup,
    resource,
    verbs: ['list'],
    why,
  });
  return [
    rule('', 'namespaces', 'to see which there are, and their labels'),
    rule('', 'pods', 'to see which workloads there are'),
    rule('networking.k8s.io', 'networkpolicies', 'to see what they allow'),
  ];
}

/** What a run does in the tool namespace, whose Namespace object owns all that it makes anywhere. */
export function toolNamespaceRules(toolNamespace: string, makesToolNamespace: boolean): AccessRule[] {
  const at = inNamespace(toolNamespace);
  const lease = 'to keep two runs apart';
  const canaries = 'to make canaries, which show when policies are in force';
  const make = 'to make the namespace of its own, and remove it';
  return [
    namespaceRule(toolNamespace, ['get'], 'to let it own what a run makes'),
    at('coordination.k8s.io', 'leases', ['create'], lease),
    // Other Leases elect leaders; none of them may be touched.
    { ...at('coordination.k8s.io', 'leases', ['list', 'update', 'delete'], lease), resourceName: 'flowproof' },
    at('', 'pods', lifecycle, canaries),
    at('networking.k8s.io', 'networkpolicies', ['list', 'create', 'patch', 'delete'], canaries),
    execRule(toolNamespace),
    ...(makesToolNamespace
      ? [
          { apiGroup: '', resource: 'namespaces', verbs: ['create'] as const, why: make },
          namespaceRule(toolNamespace, ['delete'], make),
        ]
      : []),
  ];
}

/** What it takes to send probes as a workload of a namespace does. */
export function sourceRules(namespace: string, mode: SendAs): AccessRule[] {
  const at = inNamespace(namespace);
  const standIn = [
    at('', 'pods', lifecycle, 'to make stand-ins for its workloads, and remove them'),
    ...bystanderRules(namespace),
  ];
  const ephemeral = [at('', 'pods/ephemeralcontainers', ['patch'], 'to add a container for probing to its pods')];
  return [
    ...(mode === 'stand-in' || mode === 'auto' ? standIn : []),
    ...(mode === 'ephemeral' || mode === 'auto' ? ephemeral : []),
    execRule(namespace),
  ];
}

/** What it takes to find out which namespaces a survey is about, and where pods reach the API server. */
export function surveyRules(): AccessRule[] {
  return [
    { apiGroup: '', resource: 'namespaces', verbs: ['list'], why: 'to know the namespaces that policies name' },
    inNamespace('default')('', 'services', ['get'], 'to know where pods reach the API server'),
  ];
}

/** What the probe pods of `client` endpoints take. */
export function clientRules(namespace: string): AccessRule[] {
  const why = 'to make the probe pods of clients, and remove them';
  return [inNamespace(namespace)('', 'pods', lifecycle, why), ...bystanderRules(namespace), execRule(namespace)];
}

/** What it takes to see who would take notice of pods that are added. */
function bystanderRules(namespace: string): AccessRule[] {
  const at = inNamespace(namespace);
  const counted = 'to make no pod that this would count';
  return [
    at('policy', 'poddisruptionbudgets', ['list'], counted),
    at('autoscaling', 'horizontalpodautoscalers', ['list'], counted),
  ];
}

/** What it takes to let a Job in the tool namespace send the probes. */
export function workerRules(toolNamespace: string): AccessRule[] {
  const at = inNamespace(toolNamespace);
  const results = 'to collect what the Job observed';
  return [
    at('batch', 'jobs', ['get', 'list', 'create', 'delete'], 'to spread probing over the pods of a Job'),
    at('', 'configmaps', ['create', 'delete'], 'to tell the Job what to probe'),
    at('', 'pods', ['list'], results),
    at('', 'pods/log', ['get'], results),
  ];
}

/** A web socket is opened by a GET, for which API servers want `get`, `create`, or both, according to their version. */
function execRule(namespace: string): AccessRule {
  return inNamespace(namespace)('', 'pods/exec', ['get', 'create'], 'to send probes from its pods');
}

function namespaceRule(name: string, verbs: readonly Verb[], why: string): AccessRule {
  return { apiGroup: '', resource: 'namespaces', resourceName: name, verbs, why };
}

function inNamespace(
  namespace: string,
): (apiGroup: string, resource: string, verbs: readonly Verb[], why: string) => AccessRule {
  return (apiGroup, resource, verbs, why) => ({ namespace, apiGroup, resource, verbs, why });
}

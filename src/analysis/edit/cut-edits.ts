import type { ObjectSource, Replacement } from '../../kubernetes/object-source.ts';
import { yamlString } from '../../kubernetes/yaml-string.ts';
import type { WorldPod } from '../../policy/world.ts';
import { isPolicyPod, type Connection } from '../../policy/connection.ts';
import type { Denied, PeerMiss, RuleMiss } from '../../policy/decision.ts';
import { keysOf, type Candidate, type EditContext } from './candidate.ts';
import { selectorEdits, type SelectorEdit } from './selector-edits.ts';

/** Changes that might let a denied connection through, those of the nearest rules first. */
export function cutEdits({ misses }: Denied, context: EditContext): Candidate[] {
  return [...misses.flatMap((miss) => ruleEdits(miss, context)), ...unselectingEdits(context)];
}

function ruleEdits(miss: RuleMiss, context: EditContext): Candidate[] {
  const source = context.sourceOf(miss.policy);
  if (!source) return [];
  const edits =
    miss.missed === 'port'
      ? portEdits(miss, source, context)
      : miss.missed === 'peer'
        ? miss.peers.flatMap((peer) => peerEdits(peer, miss, source, context))
        : [];
  return edits.map((edit) => ({ ...edit, file: source.file }));
}

/** The port that the pod listens on instead of another, which often is the Service's. */
function portEdits(
  { rule, index }: RuleMiss,
  source: ObjectSource,
  { direction, connection }: EditContext,
): SelectorEdit[] {
  if (rule.ports === 'any') return [];
  const [rules] = keysOf(direction);
  return rule.ports.flatMap((own, place): SelectorEdit[] => {
    const path = ['spec', rules, index, 'ports', place];
    if (own.protocol === connection.protocol) {
      const replacement =
        own.endPort === undefined ? source.set([...path, 'port'], String(connection.port)) : undefined;
      return editOf(`allow port ${connection.port} instead of ${own.port}`, replacement);
    }
    const right = own.port === connection.port || own.port === undefined;
    const replacement = right ? source.set([...path, 'protocol'], connection.protocol) : undefined;
    return editOf(`allow ${connection.protocol} instead of ${own.protocol}`, replacement);
  });
}

function peerEdits(
  { peer, why }: PeerMiss,
  { policy, index, rule }: RuleMiss,
  source: ObjectSource,
  { world, direction, connection }: EditContext,
): SelectorEdit[] {
  const pod = otherPod(direction, connection);
  if (peer.kind !== 'pods' || !pod || rule.peers === 'any') return [];
  const [rules, peers] = keysOf(direction);
  const path = ['spec', rules, index, peers, rule.peers.indexOf(peer)];
  const pods = selectorEdits(peer.podSelector ?? {}, { labels: pod.labels, path: [...path, 'podSelector'], source });
  const labels = world.namespaces.get(pod.namespace) ?? {};
  const beside = namespaceBeside(source, path, pod);
  const namespaces = peer.namespaceSelector
    ? selectorEdits(peer.namespaceSelector, { labels, path: [...path, 'namespaceSelector'], source })
    : pod.namespace === policy.namespace || !beside
      ? []
      : [beside];
  switch (why) {
    case 'own-namespace':
    case 'namespace':
      return namespaces;
    case 'pod':
      return pods;
    case 'namespace and pod':
      return namespaces.flatMap((one) => pods.map((other) => both(one, other)));
    default:
      return [];
  }
}

/** A namespaceSelector in the same peer as the podSelector, in the style of its map. */
function namespaceBeside(
  source: ObjectSource,
  path: readonly (string | number)[],
  pod: WorldPod,
): SelectorEdit | undefined {
  const at = source.valueAt(path);
  if (!at) return undefined;
  const selector = `namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${yamlString(pod.namespace)} } }`;
  const lineStart = source.text.lastIndexOf('\n', at.start - 1) + 1;
  const replacement =
    source.text[at.start] === '{'
      ? { start: at.start + 1, end: at.start + 1, text: ` ${selector},` }
      : { start: at.start, end: at.start, text: `${selector}\n${' '.repeat(at.start - lineStart)}` };
  return { what: `select namespace ${pod.namespace} in the same peer`, replacements: [replacement] };
}

/** Policies of the same namespace that would isolate the pod, and perhaps allow this, if they selected it. */
function unselectingEdits({ world, direction, connection, sourceOf }: EditContext): Candidate[] {
  const end = direction === 'Ingress' ? connection.to : connection.from;
  if (!isPolicyPod(end)) return [];
  const { namespace, labels } = end.pod;
  return world.policies.flatMap((policy) => {
    const source =
      policy.namespace === namespace && policy.policyTypes.includes(direction) ? sourceOf(policy) : undefined;
    if (!source) return [];
    return selectorEdits(policy.podSelector, { labels, path: ['spec', 'podSelector'], source }).map((edit) => ({
      ...edit,
      what: `let ${policy.name} ${edit.what}`,
      file: source.file,
    }));
  });
}

function otherPod(direction: EditContext['direction'], { from, to }: Connection): WorldPod | undefined {
  const other = direction === 'Ingress' ? from : to;
  return isPolicyPod(other) ? other.pod : undefined;
}

function both(one: SelectorEdit, other: SelectorEdit): SelectorEdit {
  return { what: `${one.what}, and ${other.what}`, replacements: [...one.replacements, ...other.replacements] };
}

function editOf(what: string, replacement: Replacement | undefined): SelectorEdit[] {
  return replacement ? [{ what, replacements: [replacement] }] : [];
}

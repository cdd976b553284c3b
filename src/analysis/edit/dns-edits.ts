import { selectorText } from '../../kubernetes/selector.ts';
import { yamlString } from '../../kubernetes/yaml-string.ts';
import type { LabelSelector } from '../../model/scenario.ts';
import { isPolicyPod } from '../../policy/connection.ts';
import type { Denied } from '../../policy/decision.ts';
import type { World } from '../../policy/world.ts';
import type { Candidate, EditContext } from './candidate.ts';

/** The DNS rule that a default deny is in want of, as a policy after the one that isolates: for its pods, or for all. */
export function dnsEdits({ isolatedBy }: Denied, { world, direction, connection, sourceOf }: EditContext): Candidate[] {
  const { from, to, port } = connection;
  const toDns = isPolicyPod(to) && to.pod.namespace === 'kube-system' && to.pod.labels['k8s-app'] === 'kube-dns';
  if (direction !== 'Egress' || !toDns || port !== 53 || !isPolicyPod(from)) return [];
  const selectors: LabelSelector[] = [{}, ...isolatedBy.map(({ podSelector }) => podSelector)];
  const distinct = new Map(selectors.map((selector) => [selectorText(selector), selector]));
  return isolatedBy.slice(0, 1).flatMap((policy) => {
    const source = sourceOf(policy);
    if (!source) return [];
    return [...distinct].flatMap(([text, { matchLabels = {}, matchExpressions = [] }]) => {
      if (matchExpressions.length > 0) return [];
      const { length } = source.text.trimEnd();
      const what = `allow DNS to ${text === '' ? `every pod of namespace ${policy.namespace}` : text}`;
      const added = `\n---\n${dnsPolicy(freeName(world, policy.namespace), policy.namespace, matchLabels).trimEnd()}`;
      return [{ what, file: source.file, replacements: [{ start: length, end: length, text: added }] }];
    });
  });
}

/** A name that no policy of the namespace has, for it would be replaced. */
function freeName({ policies }: World, namespace: string): string {
  const taken = new Set(policies.filter((policy) => policy.namespace === namespace).map(({ name }) => name));
  let name = 'allow-dns-egress';
  for (let count = 2; taken.has(name); count += 1) name = `allow-dns-egress-${count}`;
  return name;
}

function dnsPolicy(name: string, namespace: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${yamlString(key)}: ${yamlString(value)}`);
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${yamlString(namespace)} }
spec:
  podSelector: ${pairs.length === 0 ? '{}' : `{ matchLabels: { ${pairs.join(', ')} } }`}
  policyTypes: [Egress]
  egress:
    - to:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
          podSelector: { matchLabels: { k8s-app: kube-dns } }
      ports:
        - { protocol: UDP, port: 53 }
        - { protocol: TCP, port: 53 }
`;
}

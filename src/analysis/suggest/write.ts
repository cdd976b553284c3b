import { yamlString } from '../../kubernetes/yaml-string.ts';
import type { LabelSelector } from '../../model/scenario.ts';
import type { SuggestedPeer, SuggestedPolicy, SuggestedRule } from './suggested-policy.ts';

/** Policies as YAML that a person would write, each rule under the flows that need it; nothing where there are none. */
export function writePolicies(policies: readonly SuggestedPolicy[]): string {
  return policies.length === 0 ? '' : preface + policies.map(writePolicy).join('---\n');
}

const preface = `# Only a network plugin (CNI) that enforces NetworkPolicies makes these count: Calico and Cilium do, flannel and
# kubenet do not. "flowproof verify" shows whether yours does.
`;

function writePolicy({ namespace, name, podSelector, policyTypes, rules }: SuggestedPolicy): string {
  const [key, peersKey] = policyTypes[0] === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to'];
  return [
    'apiVersion: networking.k8s.io/v1',
    'kind: NetworkPolicy',
    `metadata: { name: ${yamlString(name)}, namespace: ${yamlString(namespace)} }`,
    'spec:',
    `  podSelector: ${selector(podSelector)}`,
    `  policyTypes: [${policyTypes.join(', ')}]`,
    ...(rules.length === 0 ? [] : [`  ${key}:`, ...rules.flatMap((rule) => writeRule(rule, peersKey ?? ''))]),
    '',
  ].join('\n');
}

function writeRule({ flows, peers, ports }: SuggestedRule, key: string): string[] {
  return [
    ...flows.map((flow) => `    # ${flow}`),
    `    - ${key}:`,
    ...peers.flatMap(writePeer),
    '      ports:',
    ...ports.map(({ protocol, port }) => `        - { protocol: ${protocol}, port: ${port} }`),
  ];
}

function writePeer(peer: SuggestedPeer): string[] {
  if (peer.kind === 'ipBlock') {
    const cidr = `cidr: ${JSON.stringify(peer.cidr)}`;
    const except = peer.except.map((one) => JSON.stringify(one)).join(', ');
    return [
      ...peer.notes.map((note) => `        # ${note}`),
      ...(except === ''
        ? [`        - ipBlock: { ${cidr} }`]
        : ['        - ipBlock:', `            ${cidr}`, `            except: [${except}]`]),
    ];
  }
  const own = selector(peer.podSelector);
  return [
    `        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${yamlString(peer.namespace)} } }`,
    ...(own === '{}' ? [] : [`          podSelector: ${own}`]),
  ];
}

function selector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${yamlString(key)}: ${yamlString(value)}`);
  const expressions = matchExpressions.map(({ key, operator, values }) => {
    const list = values && values.length > 0 ? `, values: [${values.map(yamlString).join(', ')}]` : '';
    return `{ key: ${yamlString(key)}, operator: ${operator}${list} }`;
  });
  const parts = [
    ...(labels.length > 0 ? [`matchLabels: { ${labels.join(', ')} }`] : []),
    ...(expressions.length > 0 ? [`matchExpressions: [${expressions.join(', ')}]`] : []),
  ];
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

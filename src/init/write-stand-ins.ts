import { stringify } from 'yaml';
import type { KubernetesObject } from '../model/scenario.ts';

const preface = `# What stood in the cluster, as far as policies can tell: names, labels, ports, Services and NetworkPolicies. The servers only
# listen where the real ones do. flowproof verify --context NAME takes what stands there instead.
`;

/** Stand-ins as YAML; nothing where there are none. */
export function writeStandIns(objects: readonly KubernetesObject[]): string {
  if (objects.length === 0) return '';
  return preface + objects.map((object) => stringify(object, { aliasDuplicateObjects: false })).join('---\n');
}

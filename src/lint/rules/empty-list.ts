import type { Hit, LintRule } from '../rule.ts';
import type { PlacedRule } from '../subject.ts';

/** Empty lists that were to mean "nobody". */
export const emptyListAllowsAll: LintRule = {
  id: 'empty-list-allows-all',
  severity: 'error',
  title: 'An empty list of peers or ports is written, and allows everybody or every port.',
  why: 'In a rule, an empty list means the same as none: "this rule matches all sources (traffic not restricted by source)". It often comes from a template whose values are empty.',
  fix: 'Delete the whole rule to allow nobody, or the empty list to say plainly that everybody is meant.',
  example: {
    wrong: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - from: []
    ports: [{ port: 8080 }]`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - ports: [{ port: 8080 }]`,
  },
  check: ({ policies }) => policies.flatMap(({ rules }) => rules.flatMap(emptyLists)),
};

function emptyLists({ owner: { manifest }, direction, path }: PlacedRule): Hit[] {
  const side = direction === 'Ingress' ? 'from' : 'to';
  const written = path.reduce(
    (value: unknown, key) => (value as Record<string | number, unknown> | null)?.[key],
    manifest.object,
  );
  return [side, 'ports'].flatMap((key) => {
    const list = (written as Record<string, unknown> | null)?.[key];
    if (list !== null && !(Array.isArray(list) && list.length === 0)) return [];
    const meaning = key === 'ports' ? 'every port of every protocol' : 'everybody, inside and outside of the cluster';
    return [
      {
        manifest,
        position: manifest.at([...path, key]),
        why: `An empty list means ${meaning}, not none.`,
        fix:
          key === 'ports'
            ? 'Name the ports, or delete the list.'
            : 'Delete the rule to allow nobody, or name the peers.',
      },
    ];
  });
}

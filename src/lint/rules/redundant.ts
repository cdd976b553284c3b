import { peerCovers, portCovers, ruleCovers, selectorCovers } from '../covers.ts';
import type { Hit, LintRule } from '../rule.ts';
import type { Path, LintSubject, PlacedRule } from '../subject.ts';

/** Entries that are there twice. */
export const duplicateRule: LintRule = {
  id: 'duplicate-rule',
  severity: 'warning',
  title: 'A rule, a peer or a port is written twice.',
  why: 'The second adds nothing, and narrowing the first changes nothing.',
  fix: 'Delete one of them.',
  example: {
    wrong: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - ports: [{ port: 8080 }, { protocol: TCP, port: 8080 }]`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - ports: [{ port: 8080 }]`,
  },
  check: (subject) =>
    redundancies(subject)
      .filter(({ same }) => same)
      .map(duplicateHit),
};

/** Entries that another one includes. */
export const shadowedRule: LintRule = {
  id: 'shadowed-rule',
  severity: 'warning',
  title: 'Another rule, peer or port already allows all that this one allows.',
  why: 'Rules only add. Deleting or narrowing this one closes nothing, though it looks as if it did. Across two policies it is a note, since each may be meant to stand alone.',
  fix: 'Delete the narrow one, or narrow the wide one if that is the mistake.',
  example: {
    wrong: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - from: [{ namespaceSelector: {} }]
  - from: [{ podSelector: { matchLabels: { app: web } } }]
    ports: [{ port: 8080 }]`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - from: [{ podSelector: { matchLabels: { app: web } } }]
    ports: [{ port: 8080 }]`,
  },
  yieldsTo: ['duplicate-rule', 'peers-split'],
  check: (subject) =>
    redundancies(subject)
      .filter(({ same }) => !same)
      .map(shadowHit),
};

interface Redundancy {
  readonly rule: PlacedRule;
  readonly what: 'rule' | 'peer' | 'port';
  readonly path: Path;
  /** Where the entry is that covers this one. */
  readonly by: { readonly rule: PlacedRule; readonly path: Path };
  readonly same: boolean;
}

function redundancies({ policies }: LintSubject): Redundancy[] {
  const found: Redundancy[] = [];
  for (const own of Map.groupBy(policies, ({ policy }) => policy.namespace).values()) {
    const rules = own.flatMap((policy) =>
      policy.rules.filter(({ direction }) => policy.policy.policyTypes.includes(direction)),
    );
    for (const rule of rules) {
      found.push(...within(rule, 'peer', rule.peers, ({ peer }, other) => peerCovers(peer, other.peer)));
      found.push(...within(rule, 'port', rule.ports, ({ port }, other) => portCovers(port, other.port)));
    }
    found.push(
      ...covered(
        rules.map((rule) => ({ rule, what: 'rule', path: rule.path, value: rule })),
        covers,
      ),
    );
  }
  return found;
}

function covers(wide: PlacedRule, narrow: PlacedRule): boolean {
  const samePods =
    wide.owner === narrow.owner || selectorCovers(wide.owner.policy.podSelector, narrow.owner.policy.podSelector);
  return wide.direction === narrow.direction && samePods && ruleCovers(wide.rule, narrow.rule);
}

function within<T extends { readonly path: Path }>(
  rule: PlacedRule,
  what: 'peer' | 'port',
  list: 'any' | readonly T[],
  test: (wide: T, narrow: T) => boolean,
): Redundancy[] {
  return list === 'any'
    ? []
    : covered(
        list.map((value) => ({ rule, what, path: value.path, value })),
        test,
      );
}

interface Entry<T> extends Omit<Redundancy, 'by' | 'same'> {
  readonly value: T;
}

/** Of two that cover each other, the first stays. */
function covered<T>(entries: readonly Entry<T>[], test: (wide: T, narrow: T) => boolean): Redundancy[] {
  return entries.flatMap(({ value, ...entry }, index) => {
    const by = entries.find((other, at) => {
      if (at === index || !test(other.value, value)) return false;
      return at < index || !test(value, other.value);
    });
    return by ? [{ ...entry, by, same: test(value, by.value) }] : [];
  });
}

function duplicateHit(redundancy: Redundancy): Hit {
  const { rule, what, path, by } = redundancy;
  const { manifest } = rule.owner;
  const samePolicy = by.rule.owner === rule.owner;
  return {
    manifest,
    position: manifest.at(path),
    severity: samePolicy ? 'warning' : 'note',
    why: `This ${what} allows the same as the one at ${placeOf(by)}.`,
    fix: `Delete this ${what}.`,
    changes: samePolicy ? [{ op: 'remove', path }] : undefined,
  };
}

function shadowHit({ rule, what, path, by }: Redundancy): Hit {
  const { manifest } = rule.owner;
  return {
    manifest,
    position: manifest.at(path),
    severity: by.rule.owner === rule.owner ? 'warning' : 'note',
    why: `The ${what} at ${placeOf(by)} already allows all that this ${what} allows.`,
    fix: `Delete this ${what}, or narrow the other if it is too wide.`,
  };
}

function placeOf({ rule, path }: Redundancy['by']): string {
  const { file, line } = rule.owner.manifest.at(path);
  return `${file}:${line}`;
}

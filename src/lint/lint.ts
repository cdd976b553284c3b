import type { Manifest, Position } from '../model/scenario.ts';
import { namespaceOf } from '../kubernetes/workload.ts';
import { lintRules } from './registry.ts';
import type { Hit, LintFinding, LintRule } from './rule.ts';
import { lintSubject } from './subject.ts';

/** Finds the mistakes in the NetworkPolicies among the manifests, in the order in which they are written. */
export function lint(manifests: readonly Manifest[]): LintFinding[] {
  const subject = lintSubject(manifests);
  const hits = lintRules.map((rule) => ({ rule, hits: rule.check(subject) }));
  const places = new Map(hits.map(({ rule, hits: own }) => [rule.id, new Set(own.map(placeOf))]));
  return hits
    .flatMap(({ rule, hits: own }) =>
      own
        .filter((hit) => !rule.yieldsTo?.some((id) => places.get(id)?.has(placeOf(hit))))
        .map((hit) => findingOf(rule, hit)),
    )
    .toSorted((a, b) => byPosition(a.position, b.position));
}

function findingOf({ id, severity }: LintRule, hit: Hit): LintFinding {
  const { manifest, position, why, fix, changes } = hit;
  const { kind, metadata } = manifest.object;
  return {
    rule: id,
    severity: hit.severity ?? severity,
    position,
    object: `${kind} ${namespaceOf(manifest.object)}/${metadata.name}`,
    why,
    fix,
    edit: changes && { object: manifest.position, changes },
  };
}

function placeOf({ position: { file, line, column } }: Hit): string {
  return `${file}:${line}:${column}`;
}

function byPosition(a: Position, b: Position): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

import { refusalsOf } from '../../policy/refusals.ts';
import type { Hit, LintRule } from '../rule.ts';
import type { PlacedPolicy } from '../subject.ts';

/** Policies that never come to be. */
export const refusedByApi: LintRule = {
  id: 'refused-by-api',
  severity: 'error',
  title: 'The API server refuses this object.',
  why: 'It never comes to be; of a policy, what it was to deny stays open.',
  yieldsTo: ['removed-api-version'],
  fix: 'Correct the field; `kubectl apply --dry-run=server` agrees when it is right.',
  example: {
    wrong: `
podSelector: {}
ingress:
  - ports: [{ port: "8080" }]`,
    right: `
podSelector: {}
ingress:
  - ports: [{ port: 8080 }]`,
  },
  check: ({ refused, policies }) => {
    const mended = policies.flatMap(hitsIn);
    const places = new Set(mended.map(({ position }) => JSON.stringify(position)));
    const others = refused.filter(({ position }) => !places.has(JSON.stringify(position)));
    return [
      ...mended,
      ...others.map(({ manifest, position, text }) => ({
        manifest,
        position,
        why: refusal(text),
        fix: 'Correct it, or the object never comes to be.',
      })),
    ];
  },
};

/** What is known to be meant otherwise. */
function hitsIn({ manifest, policy }: PlacedPolicy): Hit[] {
  return refusalsOf(policy).map(({ path, text, fix, meant }) => ({
    manifest,
    position: manifest.at(path),
    why: refusal(text),
    fix,
    changes: meant === undefined ? undefined : [{ op: 'set', path, value: meant }],
  }));
}

function refusal(text: string): string {
  return `The API server refuses this: ${text}${/[.?]$/.test(text) ? '' : '.'}`;
}

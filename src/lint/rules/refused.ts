import { refusalsOf } from '../../policy/refusals.ts';
import type { Hit, LintRule } from '../rule.ts';

/** Policies that never come to be. */
export const refusedByApi: LintRule = {
  id: 'refused-by-api',
  severity: 'error',
  title: 'The API server refuses this policy.',
  why: 'The policy never comes to be, and what it was to deny stays open.',
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
  check: ({ refused, policies }) => [
    ...refused.map(({ manifest, position, text }) => ({
      manifest,
      position,
      why: `The API server refuses this: ${text}.`,
      fix: 'Correct the field, or the policy never comes to be.',
    })),
    ...policies.flatMap(({ manifest, policy }) =>
      refusalsOf(policy).map(({ path, text, fix, meant }): Hit => ({
        manifest,
        position: manifest.at(path),
        why: `The API server refuses this: ${text}.`,
        fix,
        changes: meant === undefined ? undefined : [{ op: 'set', path, value: meant }],
      })),
    ),
  ],
};

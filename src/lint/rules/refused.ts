import type { LintRule } from '../rule.ts';
import { malformedPorts } from './malformed-ports.ts';
import { malformedSelectors } from './malformed-selectors.ts';
import { strayExceptions } from './stray-exceptions.ts';

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
  check: (subject) => [
    ...subject.refused.map(({ manifest, position, text }) => ({
      manifest,
      position,
      why: `The API server refuses this: ${text}.`,
      fix: 'Correct the field, or the policy never comes to be.',
    })),
    ...subject.policies.flatMap((policy) => [
      ...malformedSelectors(policy),
      ...malformedPorts(policy),
      ...strayExceptions(policy),
    ]),
  ],
};

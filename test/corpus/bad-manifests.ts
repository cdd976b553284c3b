import { object, policy, type Case } from './case.ts';

/** Manifests that an API server refuses, or that nobody can read. */
export const badManifests: readonly Case[] = [
  policy('a misspelt field of a rule', '{ podSelector: {}, ingress: [{ form: [] }] }', 'did you mean "from"?'),
  object('no object', 'a: 1\n', 'object.yaml:1:1: this is no Kubernetes object: apiVersion or kind is missing'),
];

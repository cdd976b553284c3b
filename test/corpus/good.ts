import { goodFlows, goodObject, goodPolicy, type Case } from './case.ts';

/** Input that is unusual, and good: refusing it would be a mistake. */
export const good: readonly Case[] = [
  goodPolicy('a rule that is null', '{ podSelector: {}, ingress: [null] }'),
  goodObject(
    'an object of a kind that flowproof does not read',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\n',
  ),
  goodFlows('a port of a transport alone', 'flows: [{ from: api, to: "db:5432/tcp", expect: allowed }]'),
];

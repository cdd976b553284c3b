import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '../../src/analysis/check.ts';
import { explain } from '../../src/analysis/explain.ts';
import { renderCheck } from '../../src/reporters/terminal/check.ts';
import { scenarioOf } from '../helpers/scenario.ts';

/** The parts of a scenario that have names. */
interface Names {
  readonly endpoints: readonly string[];
  readonly namespaces: readonly string[];
  readonly stages: readonly string[];
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

const plain: Names = {
  endpoints: ['api', 'db', 'web'],
  namespaces: ['shop', 'data'],
  stages: ['first', 'second'],
  keys: ['app', 'tier'],
  values: ['one', 'two'],
};

// What every object has, and every list and map: names that find something where nobody looked for own properties alone.
const lower = ['constructor', 'length', 'map', 'keys', 'values', 'entries', 'size', 'get', 'has', 'at', 'find', 'then'];
const mixed = [...lower, 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'toJSON'];

function some(from: readonly string[], count: number): fc.Arbitrary<string[]> {
  return fc.shuffledSubarray([...from], { minLength: count, maxLength: count });
}

const oddNames: fc.Arbitrary<Names> = fc.record({
  endpoints: some(lower, 3),
  namespaces: some(lower, 2),
  stages: some(lower, 2),
  keys: some(mixed, 2),
  values: some(mixed, 2),
});

const index = fc.nat({ max: 1 });
const operator = fc.constantFrom('In', 'Exists', 'DoesNotExist');
const selector = fc.option(fc.record({ key: index, value: index, operator }), { nil: undefined });
const shape = fc.record({
  pods: fc.array(fc.record({ namespace: index, labels: fc.tuple(fc.option(index), fc.option(index)) }), {
    minLength: 3,
    maxLength: 3,
  }),
  policies: fc.array(fc.record({ namespace: index, subject: selector, peer: selector, from: index, stage: index }), {
    minLength: 1,
    maxLength: 3,
  }),
});
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

/** A scenario of one shape, with these names. */
function scenarioWith({ pods, policies }: Shape, names: Names) {
  const { endpoints, namespaces, stages, keys, values } = names;
  const map = (one: Shape['policies'][number]['peer']): string =>
    one
      ? `{ matchExpressions: [{ key: ${keys[one.key]}, operator: ${one.operator}${one.operator === 'In' ? `, values: [${values[one.value]}]` : ''} }] }`
      : '{}';
  const world = [
    ...namespaces.map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }`),
    ...pods.map(
      ({ namespace, labels }, number) =>
        `apiVersion: v1\nkind: Pod\nmetadata: { name: ${endpoints[number]}, namespace: ${namespaces[namespace]}, labels: { pod: p${number}, ${labels.flatMap((value, key) => (value === null ? [] : `${keys[key]}: ${values[value]}`)).join(', ')} } }\nspec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] }`,
    ),
  ];
  const written = policies.map(
    ({ namespace, subject, peer, from }, number) =>
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p${number}, namespace: ${namespaces[namespace]} }\nspec: { podSelector: ${map(subject)}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${namespaces[from]} } }, podSelector: ${map(peer)} }] }] }`,
  );
  const inStage = (stage: number): string =>
    written.filter((_, number) => policies[number]?.stage === stage).join('\n---\n');
  return scenarioOf(
    `name: odd
manifests: [world.yaml]
endpoints:
${pods.map(({ namespace }, number) => `  ${endpoints[number]}: { pods: { namespace: ${namespaces[namespace]}, workload: pod/${endpoints[number]} } }`).join('\n')}
otherwise: blocked
stages:
  - { name: ${stages[0]}, manifests: [a.yaml] }
  - { name: ${stages[1]}, manifests: [b.yaml] }
`,
    {
      'world.yaml': world.join('\n---\n'),
      'a.yaml': inStage(0) || 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: none }',
      'b.yaml': inStage(1) || 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: none }',
    },
  );
}

test('what things are called changes no verdict', () => {
  fc.assert(
    fc.property(shape, oddNames, (what, names) => {
      const [usual, odd] = [plain, names].map((own) => {
        const scenario = scenarioWith(what, own);
        const report = check(scenario);
        const [from = '', to = ''] = own.endpoints;
        return {
          verdicts: report.stages.map(({ results }) => results.map(({ predicted }) => predicted)),
          explained: explain(scenario, { from, to: `${to}:80`, stage: own.stages[0] }).prediction.verdict,
          leaks: renderCheck(report, { width: 200, color: false }).match(/LEAK/g)?.length,
        };
      });
      expect(odd).toEqual(usual);
    }),
    { numRuns: 60 },
  );
});

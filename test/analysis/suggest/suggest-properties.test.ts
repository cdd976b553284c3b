import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { suggest } from '../../../src/analysis/suggest/suggest.ts';
import { flowLabel } from '../../../src/model/label.ts';
import { parseManifests } from '../../../src/kubernetes/manifests.ts';
import type { Cell, Expectation, Flow, Scenario, Stage } from '../../../src/model/scenario.ts';
import { allCells } from '../../../src/scenario/flows.ts';
import { simulate } from '../../../src/simulation/simulate.ts';
import { scenarioOf } from '../../helpers/scenario.ts';
import { podManifest } from '../../helpers/world.ts';

const namespaces = ['shop', 'data', 'edge'];

/** A system: workloads of several ports, behind Services or not, clients beside them and elsewhere, hosts, and who is outside. */
const anySystem = fc
  .record({
    workloads: fc.array(
      fc.record({
        namespace: fc.constantFrom(...namespaces),
        ports: fc.uniqueArray(fc.constantFrom('http:8080', 'sql:5432', 'echo:9000/UDP'), {
          minLength: 1,
          maxLength: 2,
        }),
        front: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    clients: fc.array(fc.constantFrom(...namespaces, 'team'), { maxLength: 2 }),
    hosts: fc.uniqueArray(fc.constantFrom('192.0.2.7', '198.51.100.9', 'mail.example'), { maxLength: 2 }),
    outside: fc.boolean(),
  })
  .map(({ workloads, clients, hosts, outside }) => {
    const manifests = [
      ...[...namespaces, 'team'].map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }`),
      ...workloads.flatMap(({ namespace, ports, front }, index) => [
        podManifest(`${namespace}/w${index} app=w${index} ${ports.join(' ')}`),
        ...(front ? [serviceManifest(namespace, `w${index}`, ports)] : []),
      ]),
    ];
    const endpoints = [
      ...workloads.map(
        ({ namespace, front }, index) =>
          `  w${index}: { pods: { namespace: ${namespace}, workload: pod/w${index}${front ? `, service: w${index}` : ''} } }`,
      ),
      ...clients.map(
        (namespace, index) => `  c${index}: { client: { namespace: ${namespace}, labels: { app: c${index} } } }`,
      ),
      // A port for each: no policy tells a host by name from others on its port.
      ...hosts.map((address, index) => `  h${index}: { host: { address: ${address}, ports: [${443 + index}] } }`),
      ...(outside ? ['  o: { outside: true }'] : []),
      '  coredns: { pods: { namespace: kube-system, podSelector: { matchLabels: { k8s-app: kube-dns } }, ports: [53/dns], sends: false } }',
    ];
    return scenarioOf(`name: any\nmanifests: [w.yaml]\nendpoints:\n${endpoints.join('\n')}\notherwise: blocked\n`, {
      'w.yaml': manifests.join('\n---\n'),
    });
  });

function serviceManifest(namespace: string, name: string, ports: readonly string[]): string {
  const list = ports.map((port, index) => {
    const [, portName = '', protocol = 'TCP'] = /^([a-z]+):\d+(?:\/([A-Z]+))?$/.exec(port) ?? [];
    return `{ name: ${portName}, port: ${80 + index}, targetPort: ${portName}, protocol: ${protocol} }`;
  });
  return `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { selector: { app: ${name} }, ports: [${list.join(', ')}] }`;
}

/** What is said of each flow that there could be: nothing of some. */
const anyWord = fc.constantFrom<Expectation | undefined>('allowed', 'blocked', undefined);
const anyDeclared = fc
  .tuple(anySystem, fc.array(anyWord, { minLength: 120, maxLength: 120 }))
  .map(([scenario, words]) => {
    // Nobody closes the cluster's own namespace: only who sends there can be stopped.
    const cells = allCells(scenario.endpoints).filter(({ from, to }) => from !== 'o' || to !== 'coredns');
    const said = cells.map((cell, index) => ({ cell, expect: words[index] }));
    const needsNames = new Set(
      said
        .filter(({ cell, expect: word }) => word === 'allowed' && isByName(cell, scenario))
        .map(({ cell }) => cell.from),
    );
    const flows = said.flatMap(({ cell, expect: word }): Flow[] => {
      if (word === undefined) return [];
      // Whoever is to reach a name has to look it up.
      const contradicts = cell.to === 'coredns' && needsNames.has(cell.from);
      return [{ ...cell, expect: contradicts ? 'allowed' : word, position: { file: 'x', line: 1, column: 1 } }];
    });
    return { scenario, flows };
  });

function isByName({ to }: Cell, { endpoints }: Scenario): boolean {
  return endpoints.some((one) => one.name === to && one.kind === 'host' && one.host === 'mail.example');
}

test('whatever is declared comes out as declared, and what isolated pods do beyond it is look names up', () => {
  fc.assert(
    fc.property(anyDeclared, ({ scenario, flows }) => {
      const [own] = scenario.stages;
      const stage: Stage = { name: 'final', manifests: own?.manifests ?? [], flows };
      const { yaml, unsolved } = suggest({ ...scenario, stages: [stage] }, stage, 'all');
      const surprising = unsolved.map(({ flow, reason }) => `${flowLabel(flow)} is not ${flow.expect}: ${reason}`);
      expect([...surprising, ...openBeyond(scenario, stage, yaml)]).toEqual([]);
    }),
  );
});

/** Flows that nobody declared, that pass all the same, and that an isolated namespace could have stopped. */
function openBeyond(scenario: Scenario, stage: Stage, yaml: string): string[] {
  const declared = new Set(stage.flows.map(flowLabel));
  const policies = parseManifests(yaml, 'suggested.yaml').manifests;
  const isolated = new Set(policies.map(({ object }) => object.metadata.namespace));
  const cells = allCells(scenario.endpoints).filter((cell) => !declared.has(flowLabel(cell)) && cell.to !== 'coredns');
  const touches = (name: string): boolean =>
    scenario.endpoints.some((one) => one.name === name && 'namespace' in one && isolated.has(one.namespace));
  const asked: Stage = {
    ...stage,
    manifests: [...stage.manifests, ...policies],
    flows: cells
      .filter(({ from, to }) => touches(from) || touches(to))
      .map((cell) => ({ ...cell, expect: 'blocked', position: { file: 'x', line: 1, column: 1 } })),
  };
  const [simulated] = simulate({ ...scenario, stages: [asked] });
  return (simulated?.predictions ?? [])
    .filter(({ verdict }) => verdict !== 'blocked')
    .map(({ flow }) => `${flowLabel(flow)} is open, and nobody needs it`);
}

import { expect, test } from 'vitest';
import { connectionsOf } from '../../src/connections/connections.ts';
import { graphOfConnections } from '../../src/reporters/connection-graph.ts';
import { renderConnectionsSvg } from '../../src/reporters/svg/connections.ts';
import { podManifest, policyManifest, worldOf } from '../helpers/world.ts';
import { parseXml } from '../helpers/xml.ts';

/** Workloads in three namespaces, each of which lets each other in on a port of its own. */
function connectionsAmong(count: number): ReturnType<typeof connectionsOf> {
  const names = Array.from({ length: count }, (_, index) => `${['a', 'b', 'c'][index % 3]}/w${index}`);
  const namespaces = ['a', 'b', 'c'].map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }`);
  const pods = names.map((name, index) => podManifest(`${name} app=w${index}`));
  const policies = names.map((name, index) => {
    const rules = names.map(
      (_, other) =>
        `{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: w${other} } } }], ports: [{ port: ${1000 + 100 * index + other} }] }`,
    );
    return policyManifest(name, `{ podSelector: { matchLabels: { app: w${index} } }, ingress: [${rules.join(', ')}] }`);
  });
  return connectionsOf({ world: worldOf([...namespaces, ...pods, ...policies].join('\n---\n')), manifests: [] });
}

const nodesOf = (count: number): string[] => {
  const { nodes } = graphOfConnections(connectionsAmong(count));
  return nodes.filter(({ label }) => /^[abc]/.test(label)).map(({ label }) => label);
};

test('workloads are drawn while their arrows can be told apart, and namespaces where they cannot', () => {
  expect(nodesOf(6).toSorted()).toEqual(['a/w0', 'a/w3', 'b/w1', 'b/w4', 'c/w2', 'c/w5']);
  expect(nodesOf(15).toSorted()).toEqual(['a', 'b', 'c']);
});

test('of two boxes there is one arrow each way, with all its ports', () => {
  const { edges } = graphOfConnections(connectionsAmong(15));
  expect(new Set(edges.map(({ from, to }) => `${from} ${to}`)).size).toBe(edges.length);
});

test('a picture is well-formed, and has a text for each box and each arrow', () => {
  const connections = connectionsAmong(4);
  const { nodes, edges } = graphOfConnections(connections);
  const svg = parseXml(renderConnectionsSvg(connections));
  const drawn = (name: string) => svg.children.filter((child) => child.attributes['class'] === name);
  const textsIn = (name: string) => drawn(name).flatMap(({ children }) => children.at(-1)?.text ?? []);
  expect(textsIn('node')).toEqual(nodes.map(({ short }) => short));
  expect(textsIn('arrow')).toEqual(edges.map(({ ports }) => ports));
  expect(textsIn('group')).toEqual(['a', 'b', 'c', 'kube-system']);
});

import type { Connections } from '../../connections/connections.ts';
import { graphOfConnections } from '../connection-graph.ts';

/** Renders who may connect to whom as a graph for Graphviz: a cluster for each namespace. */
export function renderConnectionsDot(connections: Connections): string {
  const { nodes, edges } = graphOfConnections(connections);
  const placed = nodes.map((node, index) => ({ ...node, index }));
  const groups = [...Map.groupBy(placed, ({ namespace }) => namespace)].map(([namespace, own]) => {
    const lines = own.map(({ index, short }) => `n${index} [label=${quoted(short)}]`);
    return namespace === undefined
      ? lines
      : [
          `subgraph ${quoted(`cluster ${namespace}`)} {`,
          `  label=${quoted(namespace)}`,
          ...lines.map((line) => `  ${line}`),
          '}',
        ];
  });
  const arrows = edges.map(({ from, to, ports }) => `n${from} -> n${to} [label=${quoted(ports)}]`);
  const body = ['rankdir=LR', 'node [shape=box]', ...groups.flat(), ...arrows];
  return `digraph connections {\n${body.map((line) => `  ${line}\n`).join('')}}\n`;
}

/** A quoted ID of the DOT language, in which a backslash would begin an escape of labels. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

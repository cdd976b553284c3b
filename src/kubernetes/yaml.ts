import { LineCounter, parseAllDocuments, isMap, type Document, type Node, isNode } from 'yaml';
import type { Problem } from '../model/errors.ts';
import type { Position } from '../model/scenario.ts';

/** A YAML document that still knows where each of its values stands. */
export interface YamlDocument {
  /** The document as plain data; `null` for an empty one. */
  readonly value: unknown;
  /** Position of the value at a path, or of its nearest ancestor that exists. */
  at(path: readonly PropertyKey[]): Position;
  /** Position of a key, which is not the position of its value. */
  atKey(path: readonly PropertyKey[], key: string): Position;
}

/** Reads every document of a YAML text. Syntax errors, duplicate keys among them, come back as problems. */
export function readYaml(text: string, file: string): { documents: YamlDocument[]; problems: Problem[] } {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const documents: Document[] = Array.isArray(parsed) ? parsed : [];
  const problems = documents.flatMap(({ errors }) =>
    errors.map((error) => ({ position: position(error.pos[0]), text: error.message })),
  );
  if (problems.length > 0) return { documents: [], problems };
  return {
    documents: documents.map((document) => ({
      value: document.toJS() as unknown,
      at: (path) => position(offsetOf(document, path)),
      atKey: (path, key) => {
        const parent = document.getIn(path, true);
        const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === key) : undefined;
        return position(isNode(pair?.key) ? (pair.key.range?.[0] ?? 0) : offsetOf(document, path));
      },
    })),
    problems,
  };
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

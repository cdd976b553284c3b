import { isMap, isNode, isSeq, LineCounter, parseAllDocuments, type Document, type Node } from 'yaml';
import type { Position } from '../../model/scenario.ts';

/** A part of a text, by offsets; `end` is not in it. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is put in the place of a part of a text. */
export interface Replacement extends Span {
  readonly text: string;
}

type Path = readonly (string | number)[];

/** Where the parts of one Kubernetes object stand in the text of its file. */
export interface ObjectSource {
  readonly file: string;
  readonly text: string;
  /** The value at a path, without what comes after it; `undefined` where nothing is written. */
  readonly valueAt: (...path: Path) => Span | undefined;
  /** The key of a value in its map. */
  readonly keyAt: (...path: Path) => Span | undefined;
}

/** Reads the text of a file once, to find objects in it by the places where they begin. */
export function sourceFinder(file: string, text: string): (position: Position) => ObjectSource | undefined {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines });
  const roots = (Array.isArray(parsed) ? parsed : []).flatMap(objectsIn);
  return ({ line, column }) => {
    const offset = (lines.lineStarts[line - 1] ?? 0) + column - 1;
    const root = roots.find((node) => node.range?.[0] === offset);
    return root && objectSource(root, file, text);
  };
}

function objectSource(root: Node, file: string, text: string): ObjectSource {
  return {
    file,
    text,
    valueAt: (...path) => spanOf(nodeAt(root, path), text),
    keyAt: (...path) => {
      const parent = nodeAt(root, path.slice(0, -1));
      const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === String(path.at(-1))) : undefined;
      return isNode(pair?.key) ? spanOf(pair.key, text) : undefined;
    },
  };
}

/** The text with its parts replaced, which must not overlap. */
export function replaced(text: string, replacements: readonly Replacement[]): string {
  let result = text;
  for (const { start, end, text: own } of replacements.toSorted((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + own + result.slice(end);
  }
  return result;
}

function objectsIn({ contents }: Document): Node[] {
  const items = isMap(contents) ? contents.get('items', true) : undefined;
  const own = isNode(contents) ? [contents] : [];
  return isSeq(items) ? [...own, ...items.items.filter(isNode)] : own;
}

function nodeAt(root: Node, path: Path): Node | undefined {
  let node: unknown = root;
  for (const step of path) node = isMap(node) || isSeq(node) ? node.get(step, true) : undefined;
  return isNode(node) ? node : undefined;
}

function spanOf(node: Node | undefined, text: string): Span | undefined {
  if (!node?.range) return undefined;
  const [start, end] = node.range;
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

import { isCollection, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Document, Node, YAMLSeq } from 'yaml';
import type { Position } from '../model/scenario.ts';

/** A part of a text, by offsets; `end` is not in it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is put in the place of a part of a text. */
export interface Replacement extends Span {
  readonly text: string;
}

type Path = readonly (string | number)[];

/**
 * One Kubernetes object in the text of its file: where its parts stand, and what to replace for one of them to change
 * while comments and formatting of all else stay. Each is `undefined` where there is no such part to change.
 */
export interface ObjectSource {
  readonly file: string;
  readonly text: string;
  /** The value at a path, without what comes after it. */
  readonly valueAt: (path: Path) => Span | undefined;
  /** The key of a value in its map. */
  readonly keyAt: (path: Path) => Span | undefined;
  /** Writes another value, in one line, in the place of the one at a path. */
  readonly set: (path: Path, value: string) => Replacement | undefined;
  /** Writes another key for the value at a path. */
  readonly rename: (path: Path, key: string) => Replacement | undefined;
  /** Adds an item to the list at a path, or a `key: value` to the map, behind those that are in it. */
  readonly append: (path: Path, entry: string) => Replacement | undefined;
  /** Takes an item out of its list, and comments right above it, if others stay. */
  readonly remove: (path: Path) => Replacement | undefined;
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

/** The text with its parts replaced, which must not overlap. */
export function replaced(text: string, replacements: readonly Replacement[]): string {
  let result = text;
  for (const { start, end, text: own } of replacements.toSorted((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + own + result.slice(end);
  }
  return result;
}

function objectSource(root: Node, file: string, text: string): ObjectSource {
  const valueAt = (path: Path): Span | undefined => spanOf(nodeAt(root, path), text);
  const keyAt = (path: Path): Span | undefined => {
    const parent = nodeAt(root, path.slice(0, -1));
    return isMap(parent) ? spanOf(parent.items.find(({ key }) => String(key) === path.at(-1))?.key, text) : undefined;
  };
  return {
    file,
    text,
    valueAt,
    keyAt,
    set: (path, value) => {
      const [span, key] = [valueAt(path), keyAt(path)];
      if (!span || !key || isInline(nodeAt(root, path))) return span && { ...span, text: value };
      const start = text.indexOf(':', key.end) + 1;
      return { start, end: span.start === span.end ? start : span.end, text: ` ${value}` };
    },
    rename: (path, key) => {
      const span = keyAt(path);
      return span && { ...span, text: key };
    },
    append: (path, entry) => {
      const [node, span] = [nodeAt(root, path), valueAt(path)];
      const last = isCollection(node) ? spanOf(node.items.at(-1), text) : undefined;
      if (!isCollection(node) || !span || !last) return undefined;
      if (node.flow) return { start: last.end, end: last.end, text: `, ${entry}` };
      const [lineBreak = '\n'] = /\r?\n/.exec(text) ?? [];
      const indent = ' '.repeat(span.start - text.lastIndexOf('\n', span.start) - 1);
      const end = endOfLines(last, text, indent);
      return { start: end, end, text: `${lineBreak}${indent}${isSeq(node) ? '- ' : ''}${entry}` };
    },
    remove: (path) => {
      const [list, index] = [nodeAt(root, path.slice(0, -1)), Number(path.at(-1))];
      const item = valueAt(path);
      if (!isSeq(list) || list.items.length < 2 || !item) return undefined;
      return list.flow ? flowItem(list, index, text) : blockItem(item, text);
    },
  };
}

/** With the comma before or after it; `undefined` where comments beside it would be left to another. */
function flowItem(list: YAMLSeq, index: number, text: string): Replacement | undefined {
  const [before, item, after, all] = [list.items[index - 1], list.items[index], list.items[index + 1], list].map(
    (node) => spanOf(node, text),
  );
  if (!item || !all) return undefined;
  const [from, to] = [before?.end ?? all.start, after?.start ?? all.end];
  if (text.slice(from, item.start).includes('#') || text.slice(item.end, to).includes('#')) return undefined;
  return before ? { start: from, end: item.end, text: '' } : { start: item.start, end: to, text: '' };
}

/** Whole lines, with blank ones above and those of comments at the dash's own indentation. */
function blockItem(item: Span, text: string): Replacement | undefined {
  const head = /(?<=^|\n)(?:[ \t]*\r?\n)*( *)(?:#.*\r?\n\1)*-\s*$/.exec(text.slice(0, item.start));
  if (!head) return undefined;
  const end = endOfLines(item, text, head[1]);
  return { start: head.index, end: text.indexOf('\n', end) + 1 || end, text: '' };
}

/** The end of the last line of a list's item or map's pair, or of the comments below it that are indented deeper. */
function endOfLines({ end }: Span, text: string, indent = ''): number {
  const [rest = ''] = new RegExp(`^.*(?:\\r?\\n${indent} +#.*)*`).exec(text.slice(end)) ?? [];
  return end + rest.length;
}

/** Whether a value stands behind its key, and not below it. */
function isInline(node: Node | undefined): boolean {
  return isCollection(node) ? node.flow === true : isScalar(node) && node.source !== '';
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

/** From the first character to the last that is no white space; of a pair from its key to its value. */
function spanOf(part: unknown, text: string): Span | undefined {
  const [first, last] = isPair(part) ? [part.key, part.value ?? part.key] : [part, part];
  if (!isNode(first) || !first.range || !isNode(last) || !last.range) return undefined;
  const start = first.range[0];
  return { start, end: start + text.slice(start, last.range[1]).trimEnd().length };
}

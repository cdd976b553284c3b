import { isMap, isNode, isScalar, LineCounter, parseAllDocuments, visit, type Document, type Pair } from 'yaml';
import type { Position } from '../../model/scenario.ts';
import type { Change } from '../rule.ts';
import type { Path } from '../subject.ts';
import { keepFormat } from './keep-format.ts';

/**
 * Edits the object that begins at a position of a YAML text; comments and formatting of all else stay.
 *
 * Returns `undefined` where that cannot be promised: an object written with aliases, whose parts may stand for others
 * as well, or formatting that would not survive. Such a text is for a person to edit.
 */
export function editYaml(
  text: string,
  { object, changes }: { readonly object: Position; readonly changes: readonly Change[] },
): string | undefined {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines });
  const documents: Document[] = Array.isArray(parsed) ? parsed : [];
  const found = find(documents, (offset) => {
    const { line, col } = lines.linePos(offset);
    return line === object.line && col === object.column;
  });
  if (!found || documents.some((document) => document.errors.length > 0 || hasAlias(document))) return undefined;
  const print = (): string => documents.map((document) => document.toString(styleOf(text))).join('');
  const before = print();
  for (const change of changes) apply(change, found);
  return keepFormat(text, before, print()).find((edited) => meansThe(documents, edited));
}

interface Found {
  readonly document: Document;
  readonly path: Path;
}

/** The document, or the item of a List, that begins at an offset. */
function find(documents: readonly Document[], isThere: (offset: number) => boolean): Found | undefined {
  for (const document of documents) {
    const items = document.get('items', false);
    const count = Array.isArray((items as { items?: unknown[] } | undefined)?.items)
      ? (items as { items: unknown[] }).items.length
      : 0;
    const paths: Path[] = [[], ...Array.from({ length: count }, (_, index) => ['items', index])];
    const path = paths.findLast((one) => {
      const node = one.length === 0 ? document.contents : document.getIn(one, true);
      return isNode(node) && node.range && isThere(node.range[0]);
    });
    if (path) return { document, path };
  }
  return undefined;
}

function hasAlias(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

function apply(change: Change, { document, path: root }: Found): void {
  const path = [...root, ...change.path];
  switch (change.op) {
    case 'set': {
      const old = document.getIn(path, true);
      // The scalar stays, and with it its comment.
      if (isScalar(old) && typeof change.value !== 'object') old.value = change.value;
      else document.setIn(path, nodeOf(change.value, document));
      break;
    }
    case 'append':
      document.addIn(path, nodeOf(change.value, document));
      break;
    case 'remove':
      document.deleteIn(path);
      break;
    case 'rename': {
      const parent = document.getIn(path.slice(0, -1), true);
      const pairs: Pair[] = isMap(parent) ? parent.items : [];
      const pair = pairs.find(({ key }) => String(key) === path.at(-1));
      if (isScalar(pair?.key)) pair.key.value = change.key;
    }
  }
}

/** In one line, `{ matchLabels: { app: api } }`, as people write selectors and ports. */
function nodeOf(value: unknown, document: Document): unknown {
  return document.createNode(value, { flow: true });
}

/** The style of the file, for what is new in it. */
function styleOf(text: string) {
  return {
    lineWidth: 0,
    flowCollectionPadding: !/\{[^\s}]/.test(text),
    indentSeq: !/^( *)[^\s#-][^\n]*:[ \t]*\r?\n\1- /m.test(text),
    indent: /^( +)[^\s#-]/m.exec(text)?.[1]?.length ?? 2,
  };
}

function meansThe(documents: readonly Document[], text: string): boolean {
  const parsed = parseAllDocuments(text);
  const values = (list: readonly Document[]): string =>
    JSON.stringify(list.map((document) => document.toJS() as unknown));
  return (
    Array.isArray(parsed) && parsed.every(({ errors }) => errors.length === 0) && values(parsed) === values(documents)
  );
}

import {
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
  type Document,
  type DocumentOptions,
  type Node,
  type ParseOptions,
  type ScalarTag,
  type SchemaOptions,
  type Tags,
  type YAMLError,
} from 'yaml';
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

/** What a YAML text holds; no documents where there are problems. */
export interface YamlText {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly Problem[];
}

/** How a text is read: as scenarios are, or as Kubernetes reads manifests. */
type Dialect = 'scenario' | 'manifest';

type YamlOptions = ParseOptions & DocumentOptions & SchemaOptions;

/** Scenarios are YAML 1.2, with merge keys. */
const scenarioDialect: YamlOptions = { merge: true, logLevel: 'error' };

/** Of YAML 1.1 what the YAML library of Kubernetes (sigs.k8s.io/yaml) does not read: there it is a text. */
const unreadTags = ['binary', 'omap', 'pairs', 'set', 'timestamp'];

/** Manifests as Kubernetes reads them: YAML 1.1, in which `yes` is true and `0120` is 80. */
const manifestDialect: YamlOptions = {
  schema: 'yaml-1.1',
  merge: true,
  logLevel: 'error',
  // Asked for each document.
  customTags: (tags) => (manifestTags ??= manifestTagsOf(tags)),
};

let manifestTags: Tags | undefined;

function manifestTagsOf(tags: Tags): Tags {
  const read = tags.map(boundedFloat).filter((tag) => {
    if (typeof tag === 'string') return !unreadTags.includes(tag);
    // 12:30 is no number there either.
    return tag.format !== 'TIME' && !unreadTags.some((name) => tag.tag.endsWith(`:${name}`));
  });
  return [octal, ...read];
}

/** A number beyond all bounds is a text, since Go cannot read it. */
function boundedFloat<T>(tag: T | ScalarTag): T | ScalarTag {
  if (typeof tag !== 'object' || tag === null || !('resolve' in tag) || tag.tag !== 'tag:yaml.org,2002:float')
    return tag;
  return {
    ...tag,
    resolve: (text, ...rest) => {
      const value = tag.resolve(text, ...rest);
      return /\d/.test(text) && value === Infinity ? text : value;
    },
  };
}

/** Of YAML 1.2, and read all the same. */
const octal: ScalarTag = {
  identify: () => false,
  default: true,
  tag: 'tag:yaml.org,2002:int',
  test: /^[-+]?0o[0-7_]+$/,
  resolve: (text) => Number(text.replaceAll(/[_+-]/g, '')) * (text.startsWith('-') ? -1 : 1),
};

/**
 * Reads every document of a YAML text, as scenarios are read or as Kubernetes reads manifests. Syntax errors, duplicate
 * keys among them, come back as problems.
 */
export function readYaml(text: string, file: string, dialect: Dialect = 'scenario'): YamlText {
  const lines = lineCounterOf(text);
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const failed = (...problems: readonly Problem[]): YamlText => ({ documents: [], problems });
  if (text.includes('\u0000')) return failed({ position: position(0), text: 'this is no text' });
  const control = controlCharacter.exec(text);
  if (control)
    return failed({ position: placeIn(text, control.index, file), text: 'a control character is no part of a text' });
  let read: readonly Placed[] = [];
  try {
    read = documentsIn(text, dialect);
    const unread = unreadable(text, read, dialect);
    if (unread) return failed({ position: position(unread[0]), text: unread[1] });
    const errors = read.flatMap(({ document, start }) =>
      errorsOf(document, dialect).map(({ pos, message }) => ({
        position: position(start + pos[0]),
        text: inWords(message),
      })),
    );
    if (errors.some((error) => isOverflow(error.text))) return failed({ position: position(0), text: tooDeep });
    if (errors.length > 0) return failed(...errors);
    const documents = read.map(({ document, start }) => located(document, (offset) => position(start + offset)));
    return { documents, problems: [] };
  } catch (cause) {
    // What is wrong with aliases and merge keys shows when values are made of them; so does what is nested too deeply.
    if (cause instanceof RangeError) return failed({ position: position(0), text: tooDeep });
    if (!(cause instanceof Error)) throw cause;
    return failed({ position: position(unresolvedAt(read)), text: cause.message });
  }
}

/** A document, and where its text begins. */
interface Placed {
  readonly document: Document;
  readonly start: number;
}

/** The documents of a text, which may be JSON texts one after the other, as jq writes them and kubectl reads them. */
function documentsIn(text: string, dialect: Dialect): Placed[] {
  const options = { ...(dialect === 'manifest' ? manifestDialect : scenarioDialect), prettyErrors: false };
  const ends = dialect === 'manifest' ? jsonEnds(text) : [];
  const starts = [0, ...ends.slice(0, -1)];
  return starts.flatMap((start, index) => {
    const parsed = parseAllDocuments(text.slice(start, ends[index]), options);
    return Array.isArray(parsed) ? parsed.map((document: Document) => ({ document, start })) : [];
  });
}

/** Where the JSON objects of a text end that holds nothing else, several at least; empty for any other text. */
function jsonEnds(text: string): number[] {
  if (!/^\s*\{/.test(text)) return [];
  const ends: number[] = [];
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]|[^\s{}"]+/g)) {
    if (depth === 0 && token !== '{') return [];
    depth += token === '{' ? 1 : token === '}' ? -1 : 0;
    if (depth === 0) ends.push(index + 1);
  }
  return depth === 0 && ends.length > 1 ? ends : [];
}

/** What is wrong with a document. Kubernetes passes over a tag that it does not know, and over nothing else. */
function errorsOf({ errors, warnings }: Document, dialect: Dialect): readonly YAMLError[] {
  const counted = dialect === 'scenario' ? warnings : warnings.filter(({ message }) => !message.includes('tag'));
  return [...errors, ...counted];
}

const tooDeep = 'this is nested too deeply';

/** The library reports whatever goes wrong while it reads a value as an error of the text. */
function isOverflow(message: string): boolean {
  return /call stack size|stack overflow/i.test(message);
}

const templateText = {
  manifest: 'this is a Helm template; render it: helm template CHART | flowproof lint -',
  scenario: 'this is a template; render it first',
};

/** All but tabs and ends of lines (YAML 1.1, 5.1). */
// oxlint-disable-next-line no-control-regex
const controlCharacter = /[\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F]/;

function placeIn(text: string, offset: number, file: string): Position {
  const before = text.slice(0, offset).split('\n');
  return { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** Where a Helm template has its first action, as a line of its own, or what else cannot be read as data. */
function unreadable(
  text: string,
  read: readonly Placed[],
  dialect: Dialect,
): [offset: number, text: string] | undefined {
  const isBroken = read.some(({ document }) => document.errors.length > 0);
  const action = /^[ \t]*(?:[\w.-]+:[ \t]*)?\{\{/m.exec(text);
  if (isBroken && action) return [action.index, templateText[dialect]];
  const key = collectionKeyIn(read);
  if (key === undefined) return undefined;
  // YAML takes an action for a map that is the key of another.
  if (text.startsWith('{{', key - 1)) return [key, templateText[dialect]];
  return isBroken ? undefined : [key, 'a map or a list cannot be a key'];
}

function collectionKeyIn(read: readonly Placed[]): number | undefined {
  for (const { document, start } of read) {
    const key = collectionKeyOf(document.contents);
    if (key) return start + (key.range?.[0] ?? 0);
  }
  return undefined;
}

/** The first map or list that is a key. Every node of every manifest is looked at, for which `visit` takes its time. */
function collectionKeyOf(node: unknown): Node | undefined {
  if (!isCollection(node)) return undefined;
  for (const item of node.items) {
    if (isPair(item) && isCollection(item.key)) return item.key;
    const inner = collectionKeyOf(isPair(item) ? item.value : item);
    if (inner) return inner;
  }
  return undefined;
}

function inWords(message: string): string {
  return message === 'Alias cannot be an empty string' ? 'a * needs quotes: "*"' : message;
}

/** Where an alias stands whose anchor is nowhere, or what is merged and no map. */
function unresolvedAt(documents: readonly Placed[]): number {
  let found = 0;
  for (const { document, start } of documents) {
    visit(document, {
      Alias(_, alias) {
        if (alias.resolve(document) !== undefined) return undefined;
        found = start + (alias.range?.[0] ?? 0);
        return visit.BREAK;
      },
      Pair(_, { key, value }) {
        if (!isScalar(key) || key.source !== '<<' || !isScalar(value)) return undefined;
        found = start + (value.range?.[0] ?? 0);
        return visit.BREAK;
      },
    });
  }
  return found;
}

/** Aliases that are followed: many are common, and a few that stand for each other are without end. */
const mostAliases = 10_000;

function lineCounterOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1);
  return lines;
}

function located(document: Document, position: (offset: number) => Position): YamlDocument {
  return {
    value: document.toJS({ maxAliasCount: mostAliases }) as unknown,
    at: (path) => position(offsetOf(document, path)),
    atKey: (path, key) => {
      const parent = document.getIn(path, true);
      const pair = isMap(parent) ? parent.items.find((item) => keyText(item.key) === key) : undefined;
      return position(isNode(pair?.key) ? (pair.key.range?.[0] ?? 0) : offsetOf(document, path));
    },
  };
}

/** A key as plain data has it: nothing is an empty text there. */
function keyText(key: unknown): string {
  return isScalar(key) && key.value === null ? '' : String(key);
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

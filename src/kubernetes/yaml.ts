import {
  isCollection,
  isMap,
  isNode,
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
  customTags: (tags: Tags) => [
    octal,
    ...tags.filter((tag) => {
      if (typeof tag === 'string') return !unreadTags.includes(tag);
      // 12:30 is no number there either.
      return tag.format !== 'TIME' && !unreadTags.some((name) => tag.tag.endsWith(`:${name}`));
    }),
  ],
};

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
export function readYaml(
  text: string,
  file: string,
  dialect: 'scenario' | 'manifest' = 'scenario',
): { documents: YamlDocument[]; problems: Problem[] } {
  const lines = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const failed = (...problems: readonly Problem[]) => ({ documents: [], problems: [...problems] });
  if (text.includes('\u0000')) return failed({ position: position(0), text: 'this is no text' });
  const control = controlCharacter.exec(text);
  if (control)
    return failed({ position: placeIn(text, control.index, file), text: 'a control character is no part of a text' });
  let read: readonly Document[] = [];
  try {
    const options = dialect === 'manifest' ? manifestDialect : scenarioDialect;
    const parsed = parseAllDocuments(text, { ...options, lineCounter: lines, prettyErrors: false });
    const documents: Document[] = Array.isArray(parsed) ? parsed : [];
    read = documents;
    const template = templateAt(text, documents);
    if (template !== undefined) return failed({ position: position(template), text: templateText[dialect] });
    const errors = documents.flatMap((document) => [
      ...document.errors,
      // Kubernetes passes over a tag that it does not know.
      ...(dialect === 'scenario' ? document.warnings : []),
    ]);
    if (errors.some(({ message }) => isOverflow(message))) return failed({ position: position(0), text: tooDeep });
    if (errors.length > 0) {
      return failed(...errors.map(({ pos, message }) => ({ position: position(pos[0]), text: inWords(message) })));
    }
    return { documents: documents.map((document) => located(document, position)), problems: [] };
  } catch (cause) {
    // What is wrong with aliases and merge keys shows when values are made of them; so does what is nested too deeply.
    if (cause instanceof RangeError) return failed({ position: position(0), text: tooDeep });
    if (!(cause instanceof Error)) throw cause;
    return failed({ position: position(unresolvedAt(read)), text: cause.message });
  }
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

/** Where a Helm template has its first action: as a line of its own, or where YAML takes it for a map as a key. */
function templateAt(text: string, documents: readonly Document[]): number | undefined {
  const isBroken = documents.some(({ errors }) => errors.length > 0);
  const action = /^[ \t]*(?:[\w.-]+:[ \t]*)?\{\{/m.exec(text);
  if (isBroken && action) return action.index;
  let found: number | undefined;
  for (const document of documents) {
    visit(document, {
      Pair(_, { key }) {
        if (!isCollection(key)) return undefined;
        found ??= key.range?.[0];
        return visit.BREAK;
      },
    });
  }
  return found !== undefined && text.startsWith('{', found) ? found : undefined;
}

function inWords(message: string): string {
  return message === 'Alias cannot be an empty string' ? 'a * needs quotes: "*"' : message;
}

/** Where an alias stands whose anchor is nowhere. */
function unresolvedAt(documents: readonly Document[]): number {
  let found = 0;
  for (const document of documents) {
    visit(document, {
      Alias(_, alias) {
        if (alias.resolve(document) !== undefined) return undefined;
        found = alias.range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
  }
  return found;
}

/** Aliases that are followed: many are common, and a few that stand for each other are without end. */
const mostAliases = 10_000;

function located(document: Document, position: (offset: number) => Position): YamlDocument {
  return {
    value: document.toJS({ maxAliasCount: mostAliases }) as unknown,
    at: (path) => position(offsetOf(document, path)),
    atKey: (path, key) => {
      const parent = document.getIn(path, true);
      const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === key) : undefined;
      return position(isNode(pair?.key) ? (pair.key.range?.[0] ?? 0) : offsetOf(document, path));
    },
  };
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

import { parseAllDocuments, stringify, visit, type Document } from 'yaml';
import { replaced, sourceFinder, type ObjectSource, type Replacement, type Span } from '../kubernetes/object-source.ts';
import type { Change, LintFinding } from './rule.ts';

/**
 * Makes the changes of a finding in the text of its file; comments and formatting of all else stay.
 *
 * Returns `undefined` where that cannot be promised: an object written with aliases, whose parts may stand for others
 * as well, or formatting that is out of the ordinary. Such a text is for a person to edit.
 */
export function applyFix(text: string, { object, changes }: NonNullable<LintFinding['edit']>): string | undefined {
  if (!isOrdinary(text)) return undefined;
  let result = text;
  for (const change of changes) {
    const source = sourceFinder(object.file, result)(object);
    const replacement = source && replacementFor(change, source);
    if (!replacement) return undefined;
    result = replaced(result, [replacement]);
  }
  return result;
}

/** Whether there is no alias, and what a printer would write differs in white space only: no comma after a last item. */
function isOrdinary(text: string): boolean {
  const parsed = parseAllDocuments(text);
  const documents: Document[] = Array.isArray(parsed) ? parsed : [];
  if (documents.some((document) => document.errors.length > 0 || hasAlias(document))) return false;
  const printed = documents.map((document) => document.toString({ lineWidth: 0 })).join('');
  return printed.replaceAll(/\s/g, '') === text.replaceAll(/\s/g, '');
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

function replacementFor(change: Change, source: ObjectSource): Replacement | undefined {
  const { path } = change;
  switch (change.op) {
    case 'set': {
      const value = written(change.value, source, source.valueAt(path));
      return source.set(path, value) ?? source.append(path.slice(0, -1), `${path.at(-1)}: ${value}`);
    }
    case 'append':
      return source.append(path, written(change.value, source));
    case 'remove':
      return source.remove(path);
    case 'rename':
      return source.rename(path, written(change.key, source, source.keyAt(path)));
  }
}

/** In one line, `{ matchLabels: { app: api } }`, as people write selectors and ports; a string in the quotes of the old. */
function written(value: unknown, { text }: ObjectSource, old?: Span): string {
  const quote = typeof value === 'string' && old ? text[old.start] : undefined;
  return stringify(value, {
    collectionStyle: 'flow',
    defaultStringType: quote === '"' ? 'QUOTE_DOUBLE' : quote === "'" ? 'QUOTE_SINGLE' : 'PLAIN',
    flowCollectionPadding: !/\{[^\s}]/.test(text),
    lineWidth: 0,
  }).trimEnd();
}

import type { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';

/** Types as people who write YAML call them. */
const typeWords: Readonly<Partial<Record<string, string>>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'empty',
  Infinity: 'a number',
};

/** What a schema has against a value, in words that need no schema; its place stands before them. */
export function issueText(issue: z.core.$ZodIssue): string {
  // A schema may have words of its own.
  if (!/^(?:Invalid input: expected|Invalid option|Unrecognized key|Too small|Too big)/.test(issue.message))
    return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return typeText(issue);
    case 'invalid_value':
      return `has to be ${oneOf(issue.values.map(String))}${meantBy(issue)}`;
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string' ? 'is empty' : `has to be ${issue.minimum} at least`;
    case 'too_big':
      if (issue.origin === 'array') return `has more than ${issue.maximum} items`;
      return issue.origin === 'string'
        ? `has more than ${issue.maximum} characters`
        : `has to be ${issue.maximum} at most`;
    case 'unrecognized_keys':
      return `there is no such field: ${issue.keys.join(', ')}`;
    default:
      return issue.message;
  }
}

function typeText({ expected, message }: z.core.$ZodIssueInvalidType): string {
  const [, received = ''] = /received (\w+)$/.exec(message) ?? [];
  if (received === 'undefined') return 'is missing';
  if (expected === 'int' && received === 'number') return 'has to be a whole number';
  const quotes =
    expected === 'string' && ['number', 'Infinity', 'boolean'].includes(received) ? ': put it into quotes' : '';
  return `has to be ${typeWords[expected] ?? expected}, and is ${typeWords[received] ?? received}${quotes}`;
}

/** Which of the values was probably meant; nothing where the input is not told, or is like none of them. */
function meantBy({ input, values }: z.core.$ZodIssueInvalidValue): string {
  const meant = typeof input === 'string' ? didYouMean(input, values.map(String)) : '';
  return meant.startsWith('; did you mean') ? meant : '';
}

function oneOf(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

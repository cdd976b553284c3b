import { didYouMean } from '../model/did-you-mean.ts';
import type { ObjectProblem } from './object-schema.ts';

/*
 * Reading of what somebody wrote, as far as its types are right: what is null, or left out, is empty.
 */

export type Path = ObjectProblem['path'];
export type Written = { readonly [field: string]: unknown } | null | undefined;

export function at(value: Written, field: string): Written {
  return value?.[field] as Written;
}

export function list(value: Written, field: string): Written[] {
  return (value?.[field] ?? []) as Written[];
}

export function text(value: Written, field: string): string {
  return (value?.[field] ?? '') as string;
}

/** A problem at a place, where there is one. */
export function problem(path: Path, found: string | undefined): ObjectProblem[] {
  return found === undefined ? [] : [{ path, text: found }];
}

/** A field that has one of a few values, or is empty. */
export function choice(value: Written, path: Path, field: string, values: readonly string[]): ObjectProblem[] {
  const chosen = text(value, field);
  const isKnown = chosen === '' || values.includes(chosen);
  return problem([...path, field], isKnown ? undefined : `there is no "${chosen}"${didYouMean(chosen, values)}`);
}

/** Fields that are no less than none. */
export function natural(value: Written, path: Path, fields: readonly string[]): ObjectProblem[] {
  return fields.flatMap((field) => {
    const number = Number(value?.[field] ?? 0);
    return problem([...path, field], number < 0 ? `${number} is less than none` : undefined);
  });
}

/** The second of two that are called the same. */
export function repeated(names: readonly string[], path: (index: number) => Path, what: string): ObjectProblem[] {
  return names.flatMap((name, index) =>
    problem(path(index), name !== '' && names.indexOf(name) < index ? `another ${what} is called so` : undefined),
  );
}

export function portNumberProblem(port: unknown, least = 1): string | undefined {
  if (port == null) return 'is missing';
  const number = Number(port);
  return number < least || number > 65_535 ? `${number} is no port from 1 to 65535` : undefined;
}

export function protocolProblem(port: Written): string | undefined {
  const protocol = text(port, 'protocol');
  return ['', 'TCP', 'UDP', 'SCTP'].includes(protocol) ? undefined : `"${protocol}" is none of TCP, UDP and SCTP`;
}

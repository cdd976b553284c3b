import { z } from 'zod';
import { didYouMean } from '../model/did-you-mean.ts';
import type { KubernetesObject } from '../model/scenario.ts';
import api from './api.json' with { type: 'json' };

/** Something in an object that keeps it from coming to be. */
export interface ObjectProblem {
  /** Of the value, from the root of the object. */
  readonly path: readonly (string | number)[];
  /** What is wrong, without a full stop. */
  readonly text: string;
}

/** The release of Kubernetes whose fields are known. */
const knownRelease: string = api.release;

const kinds: Readonly<Partial<Record<string, readonly string[]>>> = api.kinds;
const types: Readonly<Partial<Record<string, Readonly<Partial<Record<string, string>>>>>> = api.types;

/**
 * What a strict API server cannot decode: kinds that it does not have, and in the kinds that flowproof reads, fields that
 * there are none of and values of another type. Of every object, the metadata.
 */
export function decodingProblems(object: KubernetesObject): ObjectProblem[] {
  const wrongKind = kindProblem(object);
  if (wrongKind) return [wrongKind];
  const type = typeOf(object);
  const parsed = type === undefined ? metadataAlone.safeParse(object) : schemaOf(type).safeParse(object);
  return (parsed.error?.issues ?? []).flatMap((issue) => problemsOf(issue, type));
}

/** Whether an object is of one of the kinds whose fields are known. */
export function isKnown(object: KubernetesObject): boolean {
  return typeOf(object) !== undefined;
}

function typeOf({ apiVersion, kind }: KubernetesObject): string | undefined {
  const type = `V1${kind}`;
  return kinds[apiVersion]?.includes(kind) && Object.hasOwn(types, type) ? type : undefined;
}

/** Groups that are not Kubernetes' own may have any kind, and its old versions those that nobody needs to read. */
function kindProblem({ apiVersion, kind }: KubernetesObject): ObjectProblem | undefined {
  const there = Object.hasOwn(kinds, apiVersion) ? kinds[apiVersion] : undefined;
  if (there?.includes(kind) || !groups.has(groupOf(apiVersion))) return undefined;
  const home = Object.keys(kinds).find((version) => kinds[version]?.includes(kind));
  if (home !== undefined && (there || Object.hasOwn(types, `V1${kind}`)))
    return { path: ['apiVersion'], text: `no API server has ${kind} in ${apiVersion}; it is in ${home}` };
  return there && { path: ['kind'], text: `there is no kind "${kind}" in ${apiVersion}${didYouMean(kind, there)}` };
}

/** Kubernetes' own; the workloads of today, and NetworkPolicy, were in `extensions` once. */
const groups = new Set(['extensions', ...Object.keys(kinds).map(groupOf)]);

function groupOf(apiVersion: string): string {
  return apiVersion.split('/').slice(0, -1).join('/');
}

const known = new Map<string, z.ZodType>();

/** Of a type as `api.json` writes it: `string`, `V1Container[]`, `{Quantity}`. What is null is as if it were left out. */
function schemaOf(type: string): z.ZodType {
  const found = known.get(type) ?? build(type);
  known.set(type, found);
  return found;
}

function build(type: string): z.ZodType {
  if (type.endsWith('[]')) return z.array(schemaOf(type.slice(0, -2)).nullish());
  if (type.startsWith('{')) return z.record(z.string(), schemaOf(type.slice(1, -1)).nullish());
  const fields = Object.hasOwn(types, type) ? types[type] : undefined;
  if (!fields) return scalars[type] ?? z.unknown();
  const shape = Object.entries(fields).map(([name, own = '']) => [name, z.lazy(() => schemaOf(own).nullish())]);
  return z.strictObject(Object.fromEntries(shape) as z.core.$ZodShape);
}

const scalars: Readonly<Partial<Record<string, z.ZodType>>> = {
  string: z.string(),
  byte: z.string(),
  Date: z.string(),
  boolean: z.boolean(),
  int32: z.int32(),
  int64: z.int(),
  double: z.number(),
  Quantity: z.union([z.string(), z.number()], { error: 'expected a quantity, such as 500m or 1Gi' }),
  IntOrString: z.union([z.int32(), z.string()], { error: 'expected a number or a name' }),
};

const metadataAlone = z.looseObject({ metadata: z.lazy(() => schemaOf('V1ObjectMeta').nullish()) });

function problemsOf(issue: z.core.$ZodIssue, type: string | undefined): ObjectProblem[] {
  const path = issue.path as ObjectProblem['path'];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], text: strayText(key, path, type ?? '') }));
  }
  const isText = issue.code === 'invalid_type' && issue.expected === 'string';
  return [
    { path, text: isText ? 'has to be a text: put it into quotes' : issue.message.replace('Invalid input: ', '') },
  ];
}

/** The indentation is what goes wrong most: without its rules, a policy denies everything. */
function strayText(key: string, path: ObjectProblem['path'], type: string): string {
  if (path.length === 0 && fieldsAt(['spec'], type).includes(key)) return 'this field belongs into spec';
  return `there is no such field in Kubernetes ${knownRelease}${didYouMean(key, fieldsAt(path, type))}`;
}

/** The fields that an object has at a path, for suggestions. */
function fieldsAt(path: ObjectProblem['path'], root: string): string[] {
  let type: string | undefined = path[0] === 'metadata' && root === '' ? 'V1ObjectMeta' : root;
  for (const step of root === '' ? path.slice(1) : path) {
    if (type === undefined) return [];
    if (typeof step === 'number') type = type.replace(/\[\]$/, '');
    else type = type.startsWith('{') ? type.slice(1, -1) : types[type]?.[step];
  }
  return Object.keys((type !== undefined && types[type]) || {});
}

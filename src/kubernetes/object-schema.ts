import { z } from 'zod';
import { issueText } from '../model/issue-text.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import type { KubernetesObject } from '../model/scenario.ts';
import { adminHome } from './admin-kinds.ts';
import { apiGroup } from './api-group.ts';
import { hiddenKeyIn, hiddenKeyText } from './hidden-key.ts';
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
  const wrong = kindProblem(object);
  if (wrong) return [wrong];
  const hidden = hiddenKeyIn(object);
  if (hidden) return [{ path: hidden, text: hiddenKeyText }];
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
  return kindsIn(apiVersion)?.includes(kind) && Object.hasOwn(types, type) ? type : undefined;
}

function kindsIn(apiVersion: string): readonly string[] | undefined {
  return Object.hasOwn(kinds, apiVersion) ? kinds[apiVersion] : undefined;
}

/** Groups of others may have any kind, and old versions of Kubernetes' own those that nobody needs to read. */
function kindProblem({ apiVersion, kind }: KubernetesObject): ObjectProblem | undefined {
  const ofAdmins = adminHome(apiVersion, kind);
  if (ofAdmins !== undefined) return { path: ['apiVersion'], text: notThere(kind, apiVersion, ofAdmins) };
  const there = kindsIn(apiVersion);
  if (there?.includes(kind) || !isOwnGroup(apiGroup(apiVersion), kind)) return undefined;
  const home = Object.keys(kinds).find((version) => kinds[version]?.includes(kind));
  if (home !== undefined && (there || readKinds.includes(kind)))
    return { path: ['apiVersion'], text: notThere(kind, apiVersion, home) };
  const meant = didYouMean(kind, there ?? readKinds);
  return there || meant.startsWith('; did you mean')
    ? { path: ['kind'], text: `there is no kind "${kind}" in ${apiVersion}${meant}` }
    : undefined;
}

function notThere(kind: string, apiVersion: string, home: string): string {
  return `no API server has ${kind} in ${apiVersion}; it is in ${home}`;
}

/** The kinds whose fields are known. */
const readKinds = Object.keys(types).flatMap((type) =>
  types[type]?.['kind'] && type.startsWith('V1') ? type.slice(2) : [],
);

/**
 * A group of others has a dot in its name (Kubernetes: apiextensions/validation). Those below `k8s.io` are Kubernetes' own,
 * and none but the ones that are known has kinds of these names.
 */
function isOwnGroup(group: string, kind: string): boolean {
  return groups.has(group) || !group.includes('.') || (/\.k8s\.io$/i.test(group) && readKinds.includes(kind));
}

/** The workloads of today, and NetworkPolicy, were in `extensions` once. */
const groups = new Set(['extensions', ...Object.keys(kinds).map(apiGroup)]);

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
  Date: z.iso.datetime({ offset: true, error: 'has to be a time, such as 2026-01-31T12:00:00Z' }),
  boolean: z.boolean(),
  int32: z.int32(),
  int64: z.int(),
  double: z.number(),
  Quantity: z.union([z.string(), z.number()], { error: 'has to be a quantity, such as 500m or 1Gi' }),
  IntOrString: z.union([z.int32(), z.string()], { error: 'has to be a number or a name' }),
};

const metadataAlone = z.looseObject({ metadata: z.lazy(() => schemaOf('V1ObjectMeta').nullish()) });

function problemsOf(issue: z.core.$ZodIssue, type: string | undefined): ObjectProblem[] {
  const path = issue.path as ObjectProblem['path'];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], text: strayText(key, path, type ?? '') }));
  }
  return [{ path, text: issueText(issue) }];
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

import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

/**
 * Writes down what Kubernetes' API has, from the client that is generated from its OpenAPI: `npm run kubernetes-api`. The
 * kinds of every version, and of the kinds that flowproof reads each field with its type.
 */
const client = new URL('../node_modules/@kubernetes/client-node/dist/gen/', import.meta.url).pathname;

/** The kinds whose fields flowproof looks at. */
const read = [
  'V1Namespace',
  'V1Service',
  'V1Pod',
  'V1Deployment',
  'V1StatefulSet',
  'V1DaemonSet',
  'V1ReplicaSet',
  'V1Job',
  'V1CronJob',
  'V1NetworkPolicy',
];

/** Numbers too, which OpenAPI says and the client does not. */
const quantities = ['limits', 'requests', 'overhead', 'sizeLimit', 'divisor', 'allocatedResources', 'capacity'];

interface Attribute {
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

async function kindsOf(file: string): Promise<[version: string, kinds: string[]]> {
  const source = await readFile(file, 'utf8');
  const [, version = ''] = /localVarPath = '\/apis?\/((?:[\w.]+\/)?v\d\w*)\//.exec(source) ?? [];
  const kinds = [...source.matchAll(/^ {4}async create(?:Namespaced)?(\w+)\(/gm)].map(([, kind = '']) => kind);
  return [version, kinds.filter((kind) => !kind.endsWith('WithHttpInfo')).toSorted()];
}

async function typesFrom(names: readonly string[]): Promise<Record<string, Record<string, string>>> {
  const types: Record<string, Record<string, string>> = {};
  const left = [...names];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (name in types) continue;
    const fields = await fieldsOf(name);
    types[name] = Object.fromEntries(fields);
    left.push(...fields.flatMap(([, type]) => /\w*V\d\w+/.exec(type)?.[0] ?? []));
  }
  return Object.fromEntries(Object.entries(types).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

async function fieldsOf(name: string): Promise<[field: string, type: string][]> {
  const module = (await import(`${client}models/${name}.js`)) as Record<string, { attributeTypeMap: Attribute[] }>;
  return (module[name]?.attributeTypeMap ?? []).map(({ baseName, type, format }) => {
    return [baseName, shortType(baseName, type, format)];
  });
}

function shortType(field: string, type: string, format: string): string {
  const short = type.replace(/^Array<(.*)>$/, '$1[]').replace(/^\{ \[key: string\]: (.*); \}$/, '{$1}');
  if (quantities.includes(field)) return short.replace('string', 'Quantity');
  return short === 'number' ? format : short;
}

const versions = await Promise.all(globSync(`${client}apis/*V[0-9]*Api.js`).map(kindsOf));
const sample = await readFile(`${client}models/V1Pod.js`, 'utf8');
const [, release = ''] = /OpenAPI spec version: release-(\S+)/.exec(sample) ?? [];
const kinds = Object.fromEntries(
  versions.filter(([, own]) => own.length > 0).toSorted(([one], [other]) => (one < other ? -1 : 1)),
);
const text = JSON.stringify({ release, kinds, types: await typesFrom(read) }, null, 1);
await writeFile(new URL('../src/kubernetes/api.json', import.meta.url), `${text}\n`);
process.stdout.write(`src/kubernetes/api.json is of Kubernetes ${release}.\n`);

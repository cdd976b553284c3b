/** One input of the corpus: files in a folder of its own, a command line, and what comes of it. */
export interface Case {
  /** What the input is, and what is wrong with it if anything is. */
  readonly what: string;
  /** Texts by names of files, beside {@link world}. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** `$` stands for the folder. */
  readonly args: readonly string[];
  /** What comes over standard input. */
  readonly stdin?: string;
  readonly code: number;
  /** What the sentence has to name; for good input, what the output has to have. */
  readonly says: string;
}

/** The workloads that most inputs are about: `world.yaml`, which stands in every folder. */
export const world = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: api, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: db, namespace: shop }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: db, ports: [{ containerPort: 5432 }] }] }
`;

const endpoints = `endpoints:
  api: { pods: { namespace: shop, workload: deployment/api } }
  db: { pods: { namespace: shop, workload: deployment/db } }
`;

/** A NetworkPolicy in namespace shop, as its `spec` in one line of YAML. */
export function policy(what: string, spec: string, says: string): Case {
  return object(
    what,
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: ${spec}\n`,
    says,
  );
}

/** A manifest that no API server would take. */
export function object(what: string, text: string, says: string): Case {
  const files = { 'object.yaml': text, 'scenario.yaml': declared('object.yaml') };
  return { what, files, args: ['check', '$'], code: 2, says };
}

/** A file of manifests that is good, and changes nothing. */
export function goodObject(what: string, text: string): Case {
  return { ...object(what, text, 'PASS'), code: 0 };
}

/** A policy that is good, and allows all that is declared. */
export function goodPolicy(what: string, spec: string): Case {
  return { ...policy(what, spec, 'PASS'), code: 0 };
}

/** A scenario file that is bad, beside {@link world}: the whole text. */
export function scenario(what: string, text: string, says: string): Case {
  return { what, files: { 'scenario.yaml': text }, args: ['plan', '$'], code: 2, says };
}

/** A scenario file that is bad in what follows its manifests and the endpoints api and db. */
export function flows(what: string, text: string, says: string): Case {
  return scenario(what, `name: corpus\nmanifests: [world.yaml]\n${endpoints}${text}\n`, says);
}

/** A scenario file that is bad in one more endpoint, of which this is the entry. */
export function endpoint(what: string, entry: string, says: string): Case {
  return flows(what, `  x: ${entry}\nflows: [{ from: api, to: db, expect: allowed }]`, says);
}

/** A scenario file that is good: what follows its manifests and the endpoints api and db. */
export function goodFlows(what: string, text: string, says = 'Nothing was touched.'): Case {
  return { ...flows(what, text, says), code: 0 };
}

/** A command line; `$` stands for a folder with a good scenario. */
export function command(what: string, args: readonly string[], code: number, says: string): Case {
  return { what, files: { 'scenario.yaml': declared('world.yaml').replace('world.yaml, ', '') }, args, code, says };
}

/** Manifests to be linted, as a file or over standard input. */
export function lint(what: string, text: string, code: number, says: string): Case {
  return { what, files: { 'object.yaml': text }, args: ['lint', '$/object.yaml'], code, says };
}

/** A scenario of {@link world} and one more file, in which api may reach db. */
function declared(file: string): string {
  return `name: corpus\nmanifests: [world.yaml, ${file}]\n${endpoints}flows: [{ from: api, to: db, expect: allowed }]\n`;
}

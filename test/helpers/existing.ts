import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { runMain, startCli, type CliResult, type CliRun } from './cli.ts';
import { clusterName, renewedLongAgo } from './cluster.ts';
import { temporaryFolder } from './temporary.ts';

/** The shared cluster as somebody else's: by kubeconfig and context, built by hand with kubectl. */
export interface Existing extends AsyncDisposable {
  readonly context: string;
  /** Path of the kubeconfig that has it. */
  readonly kubeconfig: string;
  kubectl(...args: readonly string[]): Promise<string>;
  /** Follows what `kubectl get` prints of every change, until it is disposed of. */
  watch(...args: readonly string[]): Watched;
  apply(yaml: string, ...args: readonly string[]): Promise<void>;
  /** Prints the permissions that a scenario takes; touches no cluster. */
  rbac(...args: readonly string[]): Promise<CliResult>;
  /** Writes a scenario and resolves to its path. */
  scenario(text: string): Promise<string>;
  /** Runs flowproof with this cluster's context. */
  flowproof(...args: readonly string[]): Promise<CliResult>;
  start(...args: readonly string[]): CliRun;
  /** Runs flowproof as a service account of this cluster, and as nobody else. */
  flowproofAs(account: string, namespace: string, ...args: readonly string[]): Promise<CliResult>;
  /** Every object that somebody could care about, by its name, without what changes by itself. */
  dump(): Promise<ReadonlyMap<string, string>>;
  /** Lets the Lease of a dead run run out, which else takes 30 seconds. */
  expireLease(toolNamespace: string): Promise<void>;
  /** What carries the label of a run, of whatever kind. */
  leftovers(): Promise<string[]>;
}

interface Watched extends AsyncDisposable {
  /** The lines so far, with what stood there at the start. */
  lines(): readonly string[];
}

export async function openExistingCluster(): Promise<Existing> {
  await keepInside();
  const folder = await temporaryFolder();
  const file = join(folder, 'kubeconfig');
  await execa('kind', ['export', 'kubeconfig', '--name', clusterName, '--kubeconfig', file]);
  const context = `kind-${clusterName}`;
  const env = { KUBECONFIG: file, XDG_CONFIG_HOME: folder };
  const kubectl = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await execa('kubectl', args, { env, timeout: 240_000, maxBuffer: 100_000_000 });
    return stdout;
  };
  let dumped: string[] | undefined;
  const dumpedKinds = async (): Promise<string[]> => {
    const all = (await kubectl('api-resources', '--verbs=list', '--namespaced', '-o', 'name')).split('\n');
    return all.filter((kind) => !/^(events|leases|endpoints$|endpointslices|ipam|podmetrics|$)/.test(kind));
  };
  return {
    context,
    kubeconfig: file,
    kubectl,
    watch(...args) {
      const watching = execa('kubectl', ['get', '--watch', ...args], { env, reject: false, timeout: 400_000 });
      const lines: string[] = [];
      const reading = (async () => {
        for await (const line of watching.iterable()) lines.push(line);
      })().catch(() => undefined);
      return {
        lines: () => lines,
        async [Symbol.asyncDispose]() {
          watching.kill();
          await reading;
        },
      };
    },
    async apply(yaml, ...args) {
      await execa('kubectl', ['apply', ...args, '-f', '-'], { env, input: yaml, timeout: 60_000 });
    },
    rbac: async (...args) => await runMain(['rbac', ...args], env),
    async scenario(text) {
      const path = join(folder, 'scenario.yaml');
      await writeFile(path, text);
      return path;
    },
    flowproof: async (...args) => await runMain([...args, '--context', context], env),
    start: (...args) => startCli([...args, '--context', context], env),
    async flowproofAs(account, namespace, ...args) {
      const token = await kubectl('create', 'token', account, '-n', namespace);
      const own = join(folder, `${account}.kubeconfig`);
      await copyFile(file, own);
      await execa('kubectl', ['config', 'set-credentials', account, `--token=${token}`], { env: { KUBECONFIG: own } });
      const use = ['config', 'set-context', context, `--user=${account}`];
      await execa('kubectl', use, { env: { KUBECONFIG: own } });
      return await runMain([...args, '--context', context], { ...env, KUBECONFIG: own });
    },
    async dump() {
      // The tool namespace of the last run may be on its way out.
      await kubectl('wait', '--for=delete', 'namespace/flowproof', '--timeout=60s');
      dumped ??= await dumpedKinds();
      const list = await kubectl('get', [...dumped, 'namespaces'].join(','), '-A', '-o', 'json');
      return new Map((JSON.parse(list) as { items: Item[] }).items.map(entry));
    },
    async expireLease(home) {
      await kubectl('patch', 'lease', 'flowproof', '-n', home, '-p', renewedLongAgo);
    },
    async leftovers() {
      const kinds = 'ns,pods,svc,netpol,leases,jobs,configmaps';
      const found = await kubectl('get', kinds, '-A', '-l', 'flowproof.dev/run', '-o', 'name');
      return found.split('\n').filter((line) => line !== '');
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true });
    },
  };
}

/**
 * Has the nodes drop what `probe` and `observe` send beyond the cluster unless told otherwise: the cloud's metadata address
 * and an address of the internet. Tests send to what they made themselves, and to nobody else.
 */
async function keepInside(): Promise<void> {
  const { stdout } = await execa('kind', ['get', 'nodes', '--name', clusterName], { timeout: 30_000 });
  for (const node of stdout.split('\n')) {
    for (const address of ['169.254.169.254/32', '1.1.1.1/32']) {
      await execa('docker', ['exec', node, 'ip', 'route', 'replace', 'blackhole', address], { timeout: 30_000 });
    }
  }
}

interface Item {
  readonly kind: string;
  readonly metadata: {
    readonly uid: string;
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: unknown;
    readonly annotations?: unknown;
    readonly ownerReferences?: unknown;
  };
  readonly spec?: unknown;
  readonly data?: unknown;
}

/** Identity, meaning and owners; not status, which heartbeats change. */
function entry({ kind, metadata, spec, data }: Item): [string, string] {
  const { uid, name, namespace, labels, annotations, ownerReferences } = metadata;
  return [
    `${kind} ${namespace ?? ''}/${name}`,
    JSON.stringify({ uid, labels, annotations, ownerReferences, spec, data }),
  ];
}

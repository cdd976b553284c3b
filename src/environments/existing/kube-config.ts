import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { didYouMean } from '../../model/did-you-mean.ts';
import { UsageError } from '../../model/errors.ts';
import { fileName, fileProblem } from '../plain-file.ts';

/** Which existing cluster is meant. */
export interface Kubeconfig {
  /** Context of the kubeconfig; without it, the credentials that a pod has inside of its cluster. */
  readonly context?: string | undefined;
  /** @defaultValue the files of KUBECONFIG, or ~/.kube/config */
  readonly kubeconfig?: string | undefined;
}

const tokenFile = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** Whether this process runs in a pod that may talk to its API server. */
function isInCluster(env: NodeJS.ProcessEnv = process.env): boolean {
  return env['KUBERNETES_SERVICE_HOST'] !== undefined && existsSync(tokenFile);
}

/** Where kubectl looks, too. */
function defaultFiles(env: NodeJS.ProcessEnv = process.env): string[] {
  const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  return named.length > 0 ? named : [join(homedir(), '.kube', 'config')];
}

/**
 * The credentials for a cluster that exists. The current context of a kubeconfig is never taken by itself: it may be
 * anybody's.
 *
 * @throws {@link UsageError} when there is no such context or file, or none was named outside of a cluster.
 */
export function loadKubeconfig({ context, kubeconfig }: Kubeconfig): { kubeConfig: KubeConfig; name: string } {
  if (context === undefined && kubeconfig === undefined && isInCluster()) {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromCluster();
    return { kubeConfig, name: 'in-cluster' };
  }
  const { kubeConfig, names } = readKubeconfig(kubeconfig);
  if (context === undefined) {
    throw new UsageError(
      'no cluster named; flowproof never uses the current context on its own',
      `Name it with --context: ${names.join(', ') || 'the kubeconfig has none'}.`,
    );
  }
  if (!names.includes(context)) {
    throw new UsageError(
      `the kubeconfig has no context "${context}"${didYouMean(context, names)}`,
      `It has: ${names.join(', ') || 'none'}.`,
    );
  }
  kubeConfig.setCurrentContext(context);
  checkContext(kubeConfig, context);
  return { kubeConfig, name: context };
}

/**
 * Reads a kubeconfig, and the names of its contexts.
 *
 * @throws {@link UsageError} when there is none, or it cannot be read.
 */
export function readKubeconfig(kubeconfig?: string): { kubeConfig: KubeConfig; names: string[] } {
  const kubeConfig = new KubeConfig();
  const files = kubeconfig === undefined ? defaultFiles() : [kubeconfig];
  if (kubeconfig === undefined && !files.some((file) => existsSync(file))) {
    throw new UsageError(`there is no kubeconfig: ${files.join(', ')}`, 'Name one with --kubeconfig.');
  }
  try {
    if (kubeconfig === undefined) kubeConfig.loadFromDefault();
    else kubeConfig.loadFromFile(kubeconfig);
  } catch (cause) {
    throw new UsageError(
      `cannot read ${fileName(kubeconfig ?? files.join(', '))}: ${problemOf(cause)}`,
      'Name a kubeconfig file.',
      {
        cause,
      },
    );
  }
  return { kubeConfig, names: kubeConfig.getContexts().map(({ name }) => name) };
}

function problemOf(cause: unknown): string {
  if (cause instanceof TypeError) return 'it is no kubeconfig';
  return cause instanceof Error && 'code' in cause ? fileProblem(cause) : String(cause);
}

/** What would show as an error of the network, or as no error at all. */
function checkContext(kubeConfig: KubeConfig, name: string): void {
  const refuse = (text: string): never => {
    throw new UsageError(`context "${name}" of the kubeconfig cannot be used: ${text}`, 'Correct the kubeconfig.');
  };
  const context = kubeConfig.getContextObject(name);
  const cluster = kubeConfig.getCluster(context?.cluster ?? '') ?? refuse(`it has no cluster "${context?.cluster}"`);
  const user = kubeConfig.getUser(context?.user ?? '');
  if (context?.user && !user) refuse(`it has no user "${context.user}"`);
  if (!/^https?:$/.test(URL.parse(cluster.server)?.protocol ?? '')) {
    refuse(
      `the server of cluster "${cluster.name}" is ${JSON.stringify(cluster.server)}, and no address such as https://10.0.0.1:6443`,
    );
  }
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001F\u007F]/.test(user?.token ?? '')) refuse(`the token of user "${user?.name}" is not on one line`);
}

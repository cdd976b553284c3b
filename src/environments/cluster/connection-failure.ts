import { ApiException, type KubeConfig } from '@kubernetes/client-node';
import { EnvironmentError, FlowproofError } from '../../model/errors.ts';
import { webhookFailure } from './api-failure.ts';
import { isTransient } from './retry.ts';

/**
 * What keeps this machine from an API server, in the user's terms. Undefined for an answer of it that is one, and for any
 * other error.
 */
export function connectionFailure(error: unknown, kubeConfig: KubeConfig): EnvironmentError | undefined {
  if (error instanceof FlowproofError) return undefined;
  const webhook = webhookFailure(error);
  if (webhook !== undefined) {
    const hint = 'See which these are: kubectl get mutatingwebhookconfigurations,validatingwebhookconfigurations';
    return new EnvironmentError(`an admission webhook of the cluster does not answer: ${webhook}`, hint, {
      cause: error,
    });
  }
  const found = reasonOf(error);
  if (found === undefined) return undefined;
  const [reason, question] = found;
  const context = kubeConfig.getCurrentContext();
  const kubectl = context === inCluster ? 'kubectl get ns' : `kubectl --context ${context} get ns`;
  const where = context === inCluster ? '' : ` (context ${context})`;
  return new EnvironmentError(
    `cannot reach ${kubeConfig.getCurrentCluster()?.server}${where}: ${reason}`,
    `${question} Try: ${kubectl}`,
    { cause: error },
  );
}

/** Name of the context that the client library makes of the credentials of a pod. */
const inCluster = 'inClusterContext';

/** A page, as proxies and log-ins have them. The client library would take it for an answer without fields. */
export class HtmlAnswer extends Error {}

type Reason = readonly [reason: string, question: string];

const isItUp = 'Is the cluster up, and the VPN?';
const isItTheOne = 'Is it the server that the kubeconfig means, with nothing in between?';

const silent: Reason = ['it does not answer in time', isItUp];
const reset: Reason = ['it ends the connection', isItUp];
const noRoute: Reason = ['no route leads there', isItUp];
const noName: Reason = ['its name cannot be resolved', isItUp];
const untrusted: Reason = ['its certificate is not trusted', isItTheOne];
const noTls: Reason = ['it does not speak TLS', isItTheOne];
const noApi: Reason = ['what answers is no Kubernetes API server', isItTheOne];

/** By the codes of Node, of undici and of OpenSSL. */
const reasons: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: ['connection refused', isItUp],
  ECONNRESET: reset,
  EPIPE: reset,
  UND_ERR_SOCKET: reset,
  ETIMEDOUT: silent,
  UND_ERR_CONNECT_TIMEOUT: silent,
  UND_ERR_HEADERS_TIMEOUT: silent,
  UND_ERR_BODY_TIMEOUT: silent,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  ENOTFOUND: noName,
  EAI_AGAIN: noName,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_HAS_EXPIRED: ['its certificate has expired', isItTheOne],
  CERT_NOT_YET_VALID: ['its certificate is not valid yet', 'Is the clock of this machine right?'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['its certificate is for another name', isItTheOne],
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  EPROTO: noTls,
  HPE_INVALID_CONSTANT: noApi,
};

function reasonOf(error: unknown): Reason | undefined {
  if (error instanceof ApiException) {
    return isTransient(error)
      ? [`it answers ${error.code}`, 'Is the cluster overloaded, or just starting?']
      : undefined;
  }
  if (error instanceof AggregateError) return error.errors.map(reasonOf).find((reason) => reason !== undefined);
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError') return silent;
  if (error instanceof HtmlAnswer || error instanceof SyntaxError) return noApi;
  const code = 'code' in error ? String(error.code) : '';
  if (Object.hasOwn(reasons, code)) return reasons[code];
  // What keeps `fetch` from a server, and has no code: a port that browsers refuse, for instance.
  const { cause } = error;
  return (
    reasonOf(cause) ??
    (error.message === 'fetch failed' && cause instanceof Error ? [cause.message, isItUp] : undefined)
  );
}

import type { ApiException } from '@kubernetes/client-node';
import { EnvironmentError, type FlowproofError } from '../../model/errors.ts';

/** What a user can do about an API server that refuses a request; undefined for any other error. */
export function apiFailure(error: unknown): FlowproofError | undefined {
  if (!isApiException(error)) return undefined;
  const { code, body } = error;
  const [what, hint] =
    code === 401
      ? ['the API server does not accept the credentials of this context', 'Log in again.']
      : ['the API server refuses a request', 'Ask for what is missing; flowproof rbac prints what a run needs.'];
  return new EnvironmentError(`${what}: ${messageOf(body) ?? code}`, hint, { cause: error });
}

/**
 * Why the API server does not take an object: what it says of it, or of an admission webhook that it cannot ask. Undefined
 * for any other error.
 */
export function refusalOf(error: unknown): string | undefined {
  if (error instanceof EnvironmentError) return webhookFailure(error.cause);
  if (!isApiException(error) || error.code < 400 || error.code >= 500) return undefined;
  return messageOf(error.body) ?? String(error.code);
}

/** What the API server says of an admission webhook that did not answer, which is an answer 500 of its own. */
export function webhookFailure(error: unknown): string | undefined {
  const message = isApiException(error) ? messageOf(error.body) : undefined;
  return message?.includes('failed calling webhook') ? message : undefined;
}

/** What the API server says of a refusal, in its Status object; absent in the answer of a proxy. */
export function messageOf(body: unknown): string | undefined {
  try {
    const status = (typeof body === 'string' ? JSON.parse(body) : body) as { readonly message?: string } | undefined;
    return status?.message;
  } catch {
    return undefined;
  }
}

/** Told by its shape: who has no cluster to ask need not load the Kubernetes client to see that an error is none of its. */
function isApiException(error: unknown): error is ApiException<unknown> {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'body' in error;
}

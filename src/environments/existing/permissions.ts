import { createHash } from 'node:crypto';
import { ApiException, type V1ResourceAttributes } from '@kubernetes/client-node';
import pLimit from 'p-limit';
import type { AccessRule, Verb } from '../../rbac/access-rule.ts';
import { describeMissing } from '../../rbac/describe-missing.ts';
import { renderMissing } from '../../rbac/render-rbac.ts';
import { rbacGroup, type Subject } from '../../rbac/roles.ts';
import { EnvironmentError, PermissionError } from '../../model/errors.ts';
import type { Client } from '../cluster/client.ts';

/**
 * Asks the API server, verb by verb, whether it would allow what these rules say. Creates nothing.
 *
 * @throws {@link PermissionError} with every rule that is not granted, and the Role that grants it.
 * @throws {@link EnvironmentError} when the API server does not answer the question.
 */
export async function checkPermissions(client: Client, rules: readonly AccessRule[]): Promise<void> {
  const limit = pLimit(10);
  const answers = await Promise.all(
    rules.map(async (rule) => {
      const asked = rule.verbs.map(
        async (verb) => [verb, await limit(async () => await isAllowed(client, rule, verb))] as const,
      );
      const denied = (await Promise.all(asked)).flatMap(([verb, allowed]) => (allowed ? [] : verb));
      return { ...rule, verbs: denied };
    }),
  );
  const missing = answers.filter(({ verbs }) => verbs.length > 0);
  if (missing.length > 0) throw missingPermissions(missing, await whoAmI(client));
}

async function isAllowed(client: Client, rule: AccessRule, verb: Verb): Promise<boolean> {
  const body = { spec: { resourceAttributes: attributesOf(rule, verb) } };
  try {
    const { status } = await client.call(
      async () => await client.authorization.createSelfSubjectAccessReview({ body }),
    );
    return status?.allowed === true;
  } catch (cause) {
    if (!(cause instanceof ApiException)) throw cause;
    const message = `the API server does not say what the account of this context may do: it answers ${cause.code}`;
    throw new EnvironmentError(message, 'See whether it knows the account: kubectl auth can-i --list', { cause });
  }
}

function attributesOf({ namespace, apiGroup, resource, resourceName }: AccessRule, verb: Verb): V1ResourceAttributes {
  const [type = resource, subresource] = resource.split('/');
  // The API server decides on a Namespace as on what is in it, so that a Role there may grant it as well.
  const place = apiGroup === '' && resource === 'namespaces' ? resourceName : namespace;
  return {
    verb,
    group: apiGroup,
    resource: type,
    ...(subresource === undefined ? {} : { subresource }),
    ...(place === undefined ? {} : { namespace: place }),
    ...(resourceName === undefined ? {} : { name: resourceName }),
  };
}

function missingPermissions(missing: readonly AccessRule[], subject: Subject | undefined): PermissionError {
  // Named by what it holds, so that it stands beside the roles of earlier errors and replaces none of them.
  const digest = createHash('sha256').update(JSON.stringify(missing)).digest('hex').slice(0, 8);
  const yaml = renderMissing(missing, { name: `flowproof-missing-${digest}`, subject });
  const who = subject ? `allows ${nameOf(subject)} what is missing` : 'holds what is missing; bind it to the account';
  const hint = `Nothing was touched. As an administrator, apply this, which ${who}:\n\n${yaml}`;
  return new PermissionError(missing.map(describeMissing).join('\n'), hint);
}

/** The account behind the context; undefined where the API server does not tell. */
async function whoAmI(client: Client): Promise<Subject | undefined> {
  try {
    const { status } = await client.call(async () => await client.authentication.createSelfSubjectReview({ body: {} }));
    return subjectOf(status?.userInfo?.username);
  } catch (error) {
    // Kubernetes before 1.28 does not have the question.
    if (error instanceof ApiException) return undefined;
    throw error;
  }
}

/** Service accounts have user names of this form (Kubernetes documentation, "Authenticating"). */
function subjectOf(username: string | undefined): Subject | undefined {
  if (username === undefined) return undefined;
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username) ?? [];
  if (namespace !== undefined && name !== undefined) return { kind: 'ServiceAccount', name, namespace };
  return { kind: 'User', name: username, apiGroup: rbacGroup };
}

function nameOf(subject: Subject): string {
  return subject.kind === 'User' ? subject.name : `service account ${subject.namespace}/${subject.name}`;
}

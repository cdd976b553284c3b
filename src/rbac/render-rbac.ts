import type { AccessRule } from './access-rule.ts';
import { metadataOf, writeObject, writeRoles, type Subject } from './roles.ts';

export interface RbacOptions {
  /** Name of the account, which is made in the tool namespace. */
  readonly serviceAccount: string;
  readonly toolNamespace: string;
  /** Whether the tool namespace is a namespace of others, which is left as it is. */
  readonly toolNamespaceExists: boolean;
  /** The command that these permissions are for. */
  readonly command: string;
}

const namespaceComment =
  'Leave this out where it exists and others have pods in it: its label would hold for them, too.';

/** A service account that may do what the rules say and nothing else, with its namespace, as `kubectl apply` takes it. */
export function renderRbac(
  rules: readonly AccessRule[],
  { serviceAccount, toolNamespace, toolNamespaceExists, command }: RbacOptions,
): string {
  const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: metadataOf(toolNamespace, {}, restricted) };
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadataOf(serviceAccount, { namespace: toolNamespace }),
  };
  const subject: Subject = { kind: 'ServiceAccount', name: serviceAccount, namespace: toolNamespace };
  const objects = [
    ...(toolNamespaceExists ? [] : [writeObject(namespace, namespaceComment)]),
    writeObject(account),
    ...writeRoles(rules, { name: roleName(toolNamespace, serviceAccount), subject }),
  ];
  return `${header(command)}${objects.join('---\n')}`;
}

/** What is missing, for whom it may concern, as `kubectl apply` takes it beside the roles that are there already. */
export function renderMissing(
  rules: readonly AccessRule[],
  options: { readonly name: string; readonly subject: Subject | undefined },
): string {
  return writeRoles(rules, options).join('---\n');
}

/** Of two accounts, or two homes, neither overwrites the other's roles; no name of either has a colon in it. */
function roleName(toolNamespace: string, serviceAccount: string): string {
  const isDefault = toolNamespace === 'flowproof' && serviceAccount === 'flowproof';
  return isDefault ? 'flowproof' : `flowproof:${toolNamespace}:${serviceAccount}`;
}

function header(command: string): string {
  const lines = ['The least that a service account has to be allowed for:', ...command.split('\n')];
  return `${lines.map((line) => `# ${line}\n`).join('')}\n`;
}

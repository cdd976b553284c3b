import { Document, isCollection, isMap, isSeq } from 'yaml';
import type { AccessRule } from './access-rule.ts';
import { policyRules } from './policy-rules.ts';

/** Who is to hold the permissions: a subject as RoleBindings have it. */
export type Subject =
  | { readonly kind: 'ServiceAccount'; readonly name: string; readonly namespace: string }
  | { readonly kind: 'User'; readonly name: string; readonly apiGroup: string };

/** API group of roles and their bindings, and of users as their subjects. */
export const rbacGroup = 'rbac.authorization.k8s.io';

/**
 * A Role and its RoleBinding for each namespace, and a ClusterRole and its binding where rules are cluster-wide, as YAML
 * documents. Without a subject there are no bindings.
 */
export function writeRoles(
  rules: readonly AccessRule[],
  { name, subject }: { readonly name: string; readonly subject: Subject | undefined },
): string[] {
  const apiVersion = `${rbacGroup}/v1`;
  return [...Map.groupBy(rules, ({ namespace }) => namespace)].flatMap(([namespace, own]) => {
    const kind = namespace === undefined ? 'ClusterRole' : 'Role';
    const metadata = metadataOf(name, namespace === undefined ? {} : { namespace });
    const roleRef = { apiGroup: rbacGroup, kind, name };
    const binding = { apiVersion, kind: `${kind}Binding`, metadata, roleRef, subjects: [subject] };
    return [writeRole({ apiVersion, kind, metadata }, own), ...(subject ? [writeObject(binding)] : [])];
  });
}

/** Name and labels of an object that flowproof prints. */
export function metadataOf(name: string, place: object = {}, labels: object = {}): object {
  return { name, ...place, labels: { 'app.kubernetes.io/managed-by': 'flowproof', ...labels } };
}

/** An object as YAML, under a comment where there is one. */
export function writeObject(object: object, comment?: string): string {
  const document = documentOf(object);
  if (document.contents && comment !== undefined) document.contents.commentBefore = ` ${comment}`;
  return write(document);
}

function writeRole(header: object, rules: readonly AccessRule[]): string {
  const groups = policyRules(rules);
  const document = documentOf({ ...header, rules: groups.map(({ rule }) => rule) });
  const list = document.get('rules');
  for (const [index, item] of isSeq(list) ? list.items.entries() : []) {
    const { why } = groups[index] ?? {};
    if (isMap(item) && why !== groups[index - 1]?.why) item.commentBefore = ` ${why}`;
  }
  return write(document);
}

/** Kubernetes reads YAML 1.1, where `no` is no text. Below the first level, each object has a line. */
function documentOf(object: object): Document {
  const document = new Document(object, { schema: 'yaml-1.1' });
  for (const { value } of isMap(document.contents) ? document.contents.items : []) {
    if (isMap(value)) value.flow = true;
    for (const item of isSeq(value) ? value.items : []) if (isCollection(item)) item.flow = true;
  }
  return document;
}

function write(document: Document): string {
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

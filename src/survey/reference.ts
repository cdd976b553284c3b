import { didYouMean } from '../model/did-you-mean.ts';
import { UsageError } from '../model/errors.ts';
import { addressFamily } from '../kubernetes/cidr.ts';

/** An object of the cluster as a user names it: `deploy/api`, `postgres.database`, `api-7c9d8-x2x4z`. */
export interface ObjectReference {
  /** Lower case and in full: `deployment`, `service`; absent where only a name is given. */
  readonly kind?: string | undefined;
  readonly name: string;
  readonly namespace: string;
}

/** A receiver as a user names it: an object, or a host outside of the cluster. */
export type Reference = ObjectReference | { readonly host: string };

/**
 * Reads who sends or receives. A name may be followed by its namespace, as in DNS; what ends in no namespace is a DNS
 * name, and so is anything with a dot at its end.
 *
 * @throws {@link UsageError} for a kind, or nearly a namespace, that does not exist.
 */
export function readReference(text: string, namespace: string, namespaces: readonly string[]): Reference {
  const [, prefix, rest = ''] = /^(?:([^/]*)\/)?(.*)$/s.exec(text) ?? [];
  const kind = prefix === undefined ? undefined : kindNamed(prefix, text);
  if (kind === undefined && (addressFamily(rest) || rest.endsWith('.'))) return { host: rest.replace(/\.$/, '') };
  const inCluster = rest.replace(/\.cluster\.local$/, '').replace(/\.svc$/, '');
  const object = objectNamed(inCluster, namespace, namespaces);
  if (object) return { kind, ...object };
  if (kind === undefined && inCluster === rest) {
    checkNearlyNamespace(rest, namespaces);
    return { host: rest };
  }
  const wanted = inCluster.slice(inCluster.indexOf('.') + 1);
  throw new UsageError(`there is no namespace "${wanted}"${didYouMean(wanted, namespaces)}`, writtenHint);
}

const writtenHint = 'Write NAME.NAMESPACE or KIND/NAME.NAMESPACE, and a DNS name with a dot at its end: example.com.';

/** The short names are those of `kubectl api-resources`. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  pod: ['po', 'pods'],
  deployment: ['deploy', 'deployments'],
  statefulset: ['sts', 'statefulsets'],
  daemonset: ['ds', 'daemonsets'],
  replicaset: ['rs', 'replicasets'],
  job: ['jobs'],
  service: ['svc', 'services'],
};

function kindNamed(text: string, whole: string): string {
  const wanted = text.toLowerCase();
  const found = Object.entries(kinds).find(([kind, shorts]) => kind === wanted || shorts.includes(wanted));
  if (found) return found[0];
  const known = Object.entries(kinds).flatMap(([kind, [short = kind]]) => [kind, short]);
  throw new UsageError(`"${text}" of "${whole}" is not a kind of workload${didYouMean(wanted, known)}`, writtenHint);
}

/** Object names have dots, too, so that every split is tried. */
function objectNamed(
  text: string,
  namespace: string,
  namespaces: readonly string[],
): Pick<ObjectReference, 'name' | 'namespace'> | undefined {
  if (!text.includes('.')) return { name: text, namespace };
  const parts = text.split('.');
  const split = parts.findIndex((_, index) => index > 0 && namespaces.includes(parts.slice(index).join('.')));
  if (split < 0) return undefined;
  return { name: parts.slice(0, split).join('.'), namespace: parts.slice(split).join('.') };
}

/** `postgres.databse` is no host of a top-level domain that is nearly the name of a namespace. */
function checkNearlyNamespace(host: string, namespaces: readonly string[]): void {
  const [, suffix = '', ...more] = host.split('.');
  if (more.length > 0) return;
  const suggestion = didYouMean(suffix, namespaces);
  if (!suggestion.startsWith('; did you mean')) return;
  throw new UsageError(`there is no namespace "${suffix}"${suggestion}`, writtenHint);
}

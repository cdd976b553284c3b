/*
 * What Kubernetes takes for a name, a key or a value (Kubernetes documentation, Object Names and IDs; Labels and
 * Selectors). Each answers what is wrong with a text, or `undefined`.
 */

const labelText = /^(?=.{1,63}$)[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/;
const subdomain = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** Of a namespace, a Service and a container: an RFC 1123 label. */
export function dnsLabelProblem(text: string): string | undefined {
  return /^(?=.{1,63}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(text)
    ? undefined
    : `${JSON.stringify(text)} is no name that it can have: 1 to 63 of a-z, 0-9 and -`;
}

/** Of most objects, accounts among them: an RFC 1123 subdomain. */
export function objectNameProblem(text: string): string | undefined {
  return subdomain.test(text)
    ? undefined
    : `${JSON.stringify(text)} is no name that it can have: 1 to 253 of a-z, 0-9, - and .`;
}

/** Of the key of a label, with or without a prefix. */
export function labelKeyProblem(text: string): string | undefined {
  const [name = '', ...prefix] = text.split('/').toReversed();
  const isKey =
    labelText.test(name) && (prefix.length === 0 || (prefix.length === 1 && subdomain.test(prefix[0] ?? '')));
  return isKey ? undefined : `${JSON.stringify(text)} is no key of a label`;
}

/** Of the value of a label, which may be empty. */
export function labelValueProblem(text: string): string | undefined {
  return text === '' || labelText.test(text) ? undefined : `${JSON.stringify(text)} is no value that a label can have`;
}

/** Of the port of a container: IANA_SVC_NAME (RFC 6335, 5.1). */
export function portNameProblem(text: string): string | undefined {
  return /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)
    ? undefined
    : `${JSON.stringify(text)} is no name that a port can have: 1 to 15 of a-z, 0-9 and -, with a letter among them`;
}

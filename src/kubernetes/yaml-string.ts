/** A string as YAML reads it back: what could be a number, a boolean or nothing is quoted. */
export function yamlString(value: string): string {
  return /^[a-zA-Z][\w./-]*$/.test(value) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(value)
    ? value
    : JSON.stringify(value);
}

/** An anonymous set of nftables; a single element needs no braces. */
export function setOf(elements: readonly (string | number)[]): string {
  const unique = [...new Set(elements)];
  return unique.length === 1 ? String(unique[0]) : `{ ${unique.join(', ')} }`;
}

/** Addresses by family, with the keyword that nftables has for it. */
export function byFamily<T>(
  items: readonly T[],
  ipOf: (item: T) => string,
): { readonly keyword: 'ip' | 'ip6'; readonly items: readonly T[] }[] {
  const v6 = (item: T): boolean => ipOf(item).includes(':');
  return [
    { keyword: 'ip' as const, items: items.filter((item) => !v6(item)) },
    { keyword: 'ip6' as const, items: items.filter(v6) },
  ].filter((group) => group.items.length > 0);
}

/** A chain as text; `#` lines are comments. */
export function chain(name: string, lines: readonly string[]): string {
  return [`  chain ${name} {`, ...lines.map((line) => `    ${line}`), '  }'].join('\n');
}

/** A table that takes the place of the one with its name, all at once: nft reads a file as one transaction. */
export function replaceTable(name: string, parts: readonly string[]): string {
  return [`table inet ${name}`, `delete table inet ${name}`, `table inet ${name} {`, parts.join('\n\n'), '}', ''].join(
    '\n',
  );
}

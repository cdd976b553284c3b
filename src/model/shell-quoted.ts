/** A word as a POSIX shell takes it back: in quotes where it has what a shell would read. */
export function shellQuoted(word: string): string {
  return /^[\w.,:=/-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A terminal that does not know its size says 0, and libraries that draw on it count on more. */
export function withSize(terminal: NodeJS.WriteStream): NodeJS.WriteStream {
  terminal.columns ||= 80;
  terminal.rows ||= 24;
  return terminal;
}

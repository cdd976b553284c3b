/** Plain data with every text in it cleaned by {@link printableText}. */
export function printable<T>(data: T): T {
  const cleaned: T = JSON.parse(JSON.stringify(data), (_, value: unknown) =>
    typeof value === 'string' ? printableText(value) : value,
  );
  return cleaned;
}

/** A text without escape sequences, control characters and bidirectional overrides; line breaks and tabs stay. */
export function printableText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(escapeSequence, '').replaceAll(invisible, '');
}

/** CSI and OSC sequences (ECMA-48, 5.4 and 8.3.89): colours, cursor movements, window titles, links. */
// oxlint-disable-next-line no-control-regex
const escapeSequence = /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)/g;

// oxlint-disable-next-line no-control-regex
const invisible = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;

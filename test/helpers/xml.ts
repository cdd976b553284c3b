export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** Reads the subset of XML 1.0 that reports use, and throws at whatever is not well-formed. */
export function parseXml(xml: string): XmlElement {
  // oxlint-disable-next-line no-control-regex
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(xml))
    throw new Error('a character that XML 1.0 forbids');
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  while (rest !== '') {
    const [token, end, name = '', attributes = '', empty] =
      /^<(?:\/([\w-]+)|([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?))>|^[^<]+/.exec(rest) ?? [];
    if (token === undefined) throw new Error(`not well-formed: ${rest.slice(0, 80)}`);
    rest = rest.slice(token.length);
    const parent = open.at(-1) ?? root;
    if (!token.startsWith('<')) parent.text += unescapeXml(token);
    else if (end !== undefined) {
      if (open.pop()?.name !== end) throw new Error(`</${end}> closes another element`);
    } else {
      const child = { name, attributes: readAttributes(attributes), children: [], text: '' };
      parent.children.push(child);
      if (empty === '') open.push(child);
    }
  }
  const [only, ...more] = root.children;
  if (open.length !== 1 || !only || more.length > 0)
    throw new Error('an element is not closed, or there are several roots');
  return only;
}

/** All elements of a name, at any depth. */
export function findAll(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...findAll(child, name)]);
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    unescapeXml(value),
  ]);
  const names = new Set(pairs.map(([name]) => name));
  if (names.size < pairs.length) throw new Error('an attribute occurs twice');
  return Object.fromEntries(pairs);
}

function unescapeXml(text: string): string {
  if (/&(?!(amp|lt|gt|quot|#\d+);)|\]\]>/.test(text)) throw new Error(`not escaped: ${text}`);
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replaceAll(/&(?:(\w+)|#(\d+));/g, (_, name: string | undefined, code: string) =>
    name === undefined ? String.fromCodePoint(Number(code)) : (named[name] ?? ''),
  );
}

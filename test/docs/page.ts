import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt, { type Token } from 'markdown-it';
import { slug } from '../../docs/.vitepress/slug.ts';
import { navigation } from '../../docs/.vitepress/navigation.ts';
import { root } from '../helpers/cli.ts';

/** A fenced block of a page. */
export interface Block {
  /** Where its fence opens: file and line. */
  readonly at: string;
  readonly language: string;
  readonly content: string;
  /** What the HTML comment right above it says: `not run: needs a cluster`. */
  readonly mark: string;
}

export interface Page {
  readonly file: string;
  readonly blocks: readonly Block[];
  readonly links: readonly string[];
  /** What a link may have behind its `#`. */
  readonly anchors: ReadonlySet<string>;
}

/** Every page of the documentation, by its path from the root of the project. */
export const pageFiles: readonly string[] = navigation.flatMap(({ pages }) => pages);

const markdown = new MarkdownIt({ html: true });

export function readPage(file: string): Page {
  const tokens = markdown.parse(readFileSync(join(root, file), 'utf8'), {});
  const inline = tokens.flatMap(({ children }) => children ?? []);
  return {
    file,
    blocks: tokens.flatMap((token, index) => (token.type === 'fence' ? [blockOf(file, token, tokens[index - 1])] : [])),
    links: inline.flatMap((token) => token.attrGet('href') ?? token.attrGet('src') ?? []).map(String),
    anchors: anchorsOf(tokens),
  };
}

function blockOf(file: string, { info, content, map }: Token, above: Token | undefined): Block {
  const [, mark = ''] = (above?.type === 'html_block' && above.content.match(/^<!-- (.*) -->\s*$/)) || [];
  return { at: `${file}:${(map?.[0] ?? 0) + 1}`, language: info.trim(), content, mark };
}

function anchorsOf(tokens: readonly Token[]): Set<string> {
  const anchors = new Set<string>();
  for (const [index, { type }] of tokens.entries()) {
    if (type !== 'heading_open') continue;
    const text = tokens[index + 1]?.children?.map(({ content }) => content).join('') ?? '';
    const wanted = slug(text);
    let anchor = wanted;
    for (let again = 1; anchors.has(anchor); again += 1) anchor = `${wanted}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

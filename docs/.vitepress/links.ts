import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';

/** What is needed of markdown-it's tokens, and of what VitePress says of the page that they are of. */
interface Token {
  readonly children: readonly Token[] | null;
  attrGet(name: string): string | null;
  attrSet(name: string, value: string): void;
}
interface PageState {
  readonly tokens: readonly Token[];
  readonly env: { readonly realPath?: string; readonly path: string };
}

/**
 * Links are written as GitHub follows them, relative to their file. On the site, pages have other addresses, and the other
 * files that they link to are copied beside them.
 */
export function siteLinks(root: string, addressOf: (page: string) => string) {
  const files = new Set<string>();
  const address = (href: string, page: string): string => {
    if (/^([a-z]+:|#|\/)/.test(href)) return href;
    const [path = '', anchor] = href.split('#', 2);
    const target = relative(root, resolve(dirname(page), path));
    const hash = anchor === undefined ? '' : `#${anchor}`;
    if (target.endsWith('.md')) return `/${addressOf(target)}${hash}`;
    if (!existsSync(join(root, target)))
      throw new Error(`${relative(root, page)} links to ${href}, which is not there`);
    files.add(target);
    return `/files/${target}`;
  };
  return {
    rule: ({ tokens, env }: PageState): void => {
      for (const token of tokens.flatMap(({ children }) => children ?? [])) {
        const href = token.attrGet('href');
        if (href !== null) token.attrSet('href', address(href, env.realPath ?? env.path));
      }
    },
    copyFiles: async (outDir: string): Promise<void> => {
      await Promise.all([...files].map(async (file) => await cp(join(root, file), join(outDir, 'files', file))));
    },
  };
}

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { siteLinks } from './links.ts';
import { navigation } from './navigation.ts';
import { slug } from './slug.ts';

const root = join(import.meta.dirname, '../..');
const pages = navigation.flatMap((section) => section.pages);
/** Where a page stands on the site: the README is its front page. */
const addresses = new Map(pages.map((page) => [page, addressOf(page)]));
const links = siteLinks(root, (page) => addresses.get(page) ?? page);

const content = '.VPDoc .content-container';

function addressOf(page: string): string {
  if (page === 'README.md') return 'index.md';
  const [, folder = ''] = /^scenarios\/(?:(.*)\/)?README\.md$/.exec(page) ?? [];
  if (page.startsWith('scenarios/')) return folder === '' ? 'scenarios.md' : `scenarios/${folder}.md`;
  return basename(page).toLowerCase();
}

/** What a page is called: its first heading. */
function titleOf(page: string): string {
  return (
    readFileSync(join(root, page), 'utf8')
      .match(/^# (.*)$/m)?.[1]
      ?.replaceAll('`', '') ?? page
  );
}

export default {
  title: 'flowproof',
  description: 'Proves that a Kubernetes cluster lets through exactly the traffic it should',
  srcDir: '..',
  // What is left are the pages of the navigation.
  srcExclude: ['{src,test,dist,node_modules}/**', 'docs/.vitepress/**'],
  rewrites: Object.fromEntries(addresses),
  ignoreDeadLinks: false,
  // So that a hundred columns of a terminal fit.
  head: [['style', {}, `${content} { max-width: 860px !important } ${content} pre { font-size: 13.5px }`]],
  markdown: {
    anchor: { slugify: slug },
    config: (md: { core: { ruler: { push(name: string, rule: typeof links.rule): void } } }) =>
      md.core.ruler.push('site-links', links.rule),
  },
  buildEnd: async ({ outDir }: { outDir: string }) => await links.copyFiles(outDir),
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: navigation.map(({ title, pages: own }) => ({
      text: title,
      items: own.map((page) => ({ text: titleOf(page), link: `/${addressOf(page).replace(/(index)?\.md$/, '')}` })),
    })),
  },
};

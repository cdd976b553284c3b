import * as fc from 'fast-check';
import MarkdownIt, { type Token } from 'markdown-it';
import { expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { renderMarkdown } from '../../../src/reporters/markdown/report.ts';
import { anyReport } from '../../helpers/arbitrary-report.ts';
import { anyText } from '../../helpers/arbitrary-text.ts';

const markdown = new MarkdownIt({ html: true });

/** What a page is made of: blocks, what is in their lines, and HTML; all but the text. */
function structureOf(text: string): string[] {
  return markdown.parse(text, {}).flatMap(partsOf);
}

function partsOf({ type, content, children }: Token): string[] {
  if (type === 'inline') return (children ?? []).map((child) => child.type).filter((one) => !one.startsWith('text'));
  return type === 'html_block' ? [...content.matchAll(/<[^>]*>/g)].map(([tag]) => tag) : [type];
}

/** The same report, with other words wherever somebody's words stand. */
function reworded(report: Report, words: string): Report {
  const text = JSON.stringify(report).replaceAll(placeholder, JSON.stringify(words).slice(1, -1));
  const parsed: Report = JSON.parse(text);
  return parsed;
}

const placeholder = 'WORDS';

const hostile = fc.oneof(
  anyText(),
  fc.constantFrom(
    '</summary></details><script>alert(1)</script>',
    '\n\n</details>\n\n# heading',
    '- a list',
    '+ a list',
    '1. a list',
    '2) a list',
    '> quote',
    '***',
    '---',
    '===',
    '    code',
    '```\n</details>\n```',
    '~~~~',
    '| a | b |',
    '<!-- comment',
    '![image](http://x) [link](http://x) <http://x>',
    '**bold** _em_ ~~gone~~ `code` &lt;b&gt; \\<b>',
    '[x]: http://x',
  ),
);

test('whatever words there are, a report is made of the same blocks, and its details close', () => {
  fc.assert(
    fc.property(anyReport(fc.constant(placeholder)), hostile, (report, words) => {
      // So that no text is empty: what is not said leaves no block behind.
      const text = renderMarkdown(reworded(report, `${words} end`));
      expect(structureOf(text)).toEqual(structureOf(renderMarkdown(reworded(report, 'end'))));
    }),
  );
});

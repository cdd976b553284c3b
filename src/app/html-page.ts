import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { shippedFile } from '../environments/shipped-file.ts';
import type { PageContent } from '../reporters/html/content.ts';
import { printableText } from '../reporters/printable.ts';
import { layOut } from '../reporters/html/lay-out.ts';

/**
 * Renders one HTML file that needs no network: `dist/page.html` with the data in it.
 *
 * @param isWatched - The file is written again after every proof.
 */
export function renderPage(content: PageContent, isWatched = false): string {
  const { data, evidence } = layOut(content, isWatched);
  const parts = [embed('data', [() => data]), ...evidence.map((pieces, stage) => embed(`evidence-${stage}`, pieces))];
  // A function, since `$` means something in a text that replaces.
  return readFileSync(shippedFile('dist/page.html'), 'utf8').replace('<!-- data -->', () => parts.join('\n'));
}

/** Read by `src/page/embedded.ts`: an element with a line for each piece. An element for each would take long to open. */
function embed(id: string, pieces: readonly (() => unknown)[]): string {
  const lines = pieces.map((piece) => packed(piece()));
  return `<script type="text/plain" id="${id}">${lines.join('\n')}</script>`;
}

/** Nothing in base64 is read as HTML, and every text is printable. */
function packed(data: unknown): string {
  const text = JSON.stringify(data, (_, value: unknown) => (typeof value === 'string' ? printableText(value) : value));
  return gzipSync(text, { level: 9 }).toString('base64');
}

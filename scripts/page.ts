import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

// Makes the page of reports, dist/page.html, but for its data, which flowproof puts where the comment is. A part of `npm run build`.

const root = fileURLToPath(new URL('..', import.meta.url));

const bundled = await rolldown({ input: `${root}/src/page/main.tsx`, tsconfig: `${root}/src/page/tsconfig.json` });
const { output } = await bundled.generate({ format: 'esm', minify: true, codeSplitting: false });
const licence = `/*! Preact:\n${await readFile(`${root}/node_modules/preact/LICENSE`, 'utf8')}*/\n`;
const script = inline(`${licence}${output[0].code}`);
const style = inline(await readFile(`${root}/src/page/style.css`, 'utf8'));

const policy = [
  "default-src 'none'",
  `script-src '${hashOf(script)}'`,
  `style-src '${hashOf(style)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

await mkdir(`${root}/dist`, { recursive: true });
await writeFile(
  `${root}/dist/page.html`,
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>flowproof</title>
<style>${style}</style>
<body>
<noscript>This report needs JavaScript: it unpacks what it shows, and asks no network for anything.</noscript>
<!-- data -->
<script type="module">${script}</script>
</html>
`,
);

/** A text that ends no element early, and starts no comment. */
function inline(text: string): string {
  return text.replaceAll('</', String.raw`<\/`).replaceAll('<!--', String.raw`<\!--`);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

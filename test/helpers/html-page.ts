import { gunzipSync } from 'node:zlib';
import type { PageData } from '../../src/reporters/html/page-data.ts';

/** What an HTML page shows before anything is opened in it. */
export function dataOf(html: string): PageData {
  const [, packed = ''] = /<script type="text\/plain" id="data">([^<]+)</.exec(html) ?? [];
  return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')) as PageData;
}

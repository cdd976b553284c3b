import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The licences of Node and of packages, which all want to be handed on with what is made of them. */
export async function noticesOf(folders: readonly string[], nodeVersion: string): Promise<string> {
  const node = notice(`Node.js ${nodeVersion}`, [`https://github.com/nodejs/node/blob/${nodeVersion}/LICENSE`]);
  return [node, ...(await Promise.all(folders.map(noticeOf)))].join('\n');
}

async function noticeOf(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  const names = (await readdir(folder)).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name));
  const texts = await Promise.all(names.map(async (name) => await readFile(join(folder, name), 'utf8')));
  return notice(`${manifest['name']} ${manifest['version']}: ${manifest['license']}`, texts);
}

function notice(title: string, texts: readonly string[]): string {
  return ['='.repeat(80), title, '', ...texts.map((text) => text.trim()), ''].join('\n');
}

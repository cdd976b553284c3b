import manifest from '../../package.json' with { type: 'json' };

/** Version of this flowproof. */
export const version: string = manifest.version;

/** Where anybody finds a file of this version's npm package, which names it as well. */
export function publishedAt(file: string): string {
  return `https://unpkg.com/flowproof@${version}/${file}`;
}

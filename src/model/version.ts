import manifest from '../../package.json' with { type: 'json' };

/** Version of this flowproof. */
export const version: string = manifest.version;

import { stringify } from 'yaml';

/** The archive of the executable, which krew and people download. */
export const archiveName = 'flowproof-linux-x64.tar.gz';

/** What krew has to know to install flowproof as `kubectl flowproof`: https://krew.sigs.k8s.io/docs/developer-guide/plugin-manifest/ */
export function krewManifest({ version, repository, sha256 }: KrewRelease): string {
  return stringify({
    apiVersion: 'krew.googlecontainertools.github.com/v1alpha2',
    kind: 'Plugin',
    metadata: { name: 'flowproof' },
    spec: {
      version: `v${version}`,
      homepage: repository,
      shortDescription: 'Prove what NetworkPolicies let through',
      description: [
        'Proves that a cluster lets through exactly the traffic it should: you write',
        'down who may talk to whom, it sends real traffic, and reports every flow',
        'that did something else, with its cause. It also checks and lints policies',
        'without a cluster.\n',
      ].join('\n'),
      platforms: [
        {
          selector: { matchLabels: { os: 'linux', arch: 'amd64' } },
          uri: `${repository}/releases/download/v${version}/${archiveName}`,
          sha256,
          bin: 'flowproof',
        },
      ],
    },
  });
}

interface KrewRelease {
  readonly version: string;
  /** Its page on GitHub, where releases are downloaded. */
  readonly repository: string;
  /** Of the archive. */
  readonly sha256: string;
}

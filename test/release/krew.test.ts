import { expect, test } from 'vitest';
import { krewManifest } from '../../scripts/release/krew.ts';
import { repositoryOf } from '../../scripts/release/repository.ts';

// krew's own validate-krew-manifest (v0.4.3, with -skip-install) takes it.
test('krew is told where the archive is, and what is in it', () => {
  const repository = 'https://github.com/example/flowproof';
  expect(krewManifest({ version: '0.2.0', repository, sha256: 'ab'.repeat(32) })).toMatchInlineSnapshot(`
    "apiVersion: krew.googlecontainertools.github.com/v1alpha2
    kind: Plugin
    metadata:
      name: flowproof
    spec:
      version: v0.2.0
      homepage: https://github.com/example/flowproof
      shortDescription: Prove what NetworkPolicies let through
      description: |
        Proves that a cluster lets through exactly the traffic it should: you write
        down who may talk to whom, it sends real traffic, and reports every flow
        that did something else, with its cause. It also checks and lints policies
        without a cluster.
      platforms:
        - selector:
            matchLabels:
              os: linux
              arch: amd64
          uri: https://github.com/example/flowproof/releases/download/v0.2.0/flowproof-linux-x64.tar.gz
          sha256: abababababababababababababababababababababababababababababababab
          bin: flowproof
    "
  `);
});

test.for([
  ['git@github.com:example/flowproof.git', 'https://github.com/example/flowproof', 'SSH'],
  ['ssh://git@github.com/example/flowproof.git', 'https://github.com/example/flowproof', 'SSH as a URL'],
  ['https://github.com/example/flowproof', 'https://github.com/example/flowproof', 'HTTPS'],
  ['https://github.com/example/flow.proof.git', 'https://github.com/example/flow.proof', 'a dot in the name'],
  ['https://gitlab.com/example/flowproof.git', undefined, 'elsewhere'],
  ['/srv/git/flowproof', undefined, 'a folder'],
  ['', undefined, 'no remote'],
] as const)('the page of %j is %s: %s', ([remote, page]) => {
  expect(repositoryOf(remote)).toBe(page);
});

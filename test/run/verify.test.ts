import { expect, test } from 'vitest';
import { kindOptionsOf } from '../../src/cli/options/kind.ts';
import { UsageError } from '../../src/model/errors.ts';
import { verify } from '../../src/app/verify.ts';

test('a rate that workers would not keep is refused before the cluster is looked for', async () => {
  const run = verify('scenarios/task-api', {
    kind: kindOptionsOf({ cluster: 'none', kindConfig: 'none', calicoManifest: 'none', probeImage: 'image' }),
    maxRate: 5,
    existing: {
      context: 'nowhere',
      toolNamespace: 'flowproof',
      sendAs: 'auto',
      replicas: 'all',
      maxPods: 50,
      probeImage: 'image',
      workers: { count: 2, image: 'image', serviceAccount: 'flowproof' },
      apply: false,
    },
  });
  await expect(run).rejects.toThrow(UsageError);
  await expect(run).rejects.toThrow('workers do not keep a rate');
});

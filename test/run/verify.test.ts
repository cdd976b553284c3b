import { expect, test } from 'vitest';
import { UsageError } from '../../src/model/errors.ts';
import { verify } from '../../src/app/verify.ts';

test('a rate that workers would not keep is refused before the cluster is looked for', async () => {
  const run = verify('scenarios/task-api', {
    maxRate: 5,
    target: {
      existing: { context: 'nowhere', workers: { count: 2, image: 'image', serviceAccount: 'flowproof' } },
    },
  });
  await expect(run).rejects.toThrow(UsageError);
  await expect(run).rejects.toThrow('--max-rate does not work with workers');
});

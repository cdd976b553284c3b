import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { root, runMain } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

interface CronJob {
  readonly kind: string;
  readonly spec: {
    readonly jobTemplate: {
      readonly spec: {
        readonly template: { readonly spec: { readonly initContainers: { readonly args: string[] }[] } };
      };
    };
  };
}

test('the command line of the CronJob is understood, up to the cluster that it is in', async () => {
  const text = await readFile(join(root, 'scripts/in-cluster/cronjob.yaml'), 'utf8');
  const objects = parseAllDocuments(text).map((document) => document.toJS() as CronJob);
  const job = objects.find(({ kind }) => kind === 'CronJob');
  const [verify] = job?.spec.jobTemplate.spec.template.spec.initContainers ?? [];
  const reports = await temporaryFolder();
  const args = (verify?.args ?? []).map((arg) =>
    arg
      .replace('$(OWN_NAMESPACE)', 'proofs')
      .replace('/reports', reports)
      .replace(/^\/scenario$/, 'scenarios/task-api'),
  );
  const { exitCode, all } = await runMain(args, { KUBECONFIG: join(reports, 'none') });
  expect(exitCode, all).toBe(2);
  expect(all).toContain('there is no kubeconfig: ');
});

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
        readonly template: {
          readonly spec: {
            readonly initContainers: { readonly args: string[] }[];
            readonly containers: { readonly name: string; readonly command: string[] }[];
          };
        };
      };
    };
  };
}

/** The pod that the CronJob makes. */
async function readPod() {
  const text = await readFile(join(root, 'scripts/in-cluster/cronjob.yaml'), 'utf8');
  const objects = parseAllDocuments(text).map((document) => document.toJS() as CronJob);
  const job = objects.find(({ kind }) => kind === 'CronJob');
  const { initContainers: [verify] = [], containers = [] } = job?.spec.jobTemplate.spec.template.spec ?? {};
  return { verify, containers };
}

test('the command line of the CronJob is understood, up to the cluster that it is in', async () => {
  const { verify } = await readPod();
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

test('every report that the CronJob has written is the log of a container', async () => {
  const { verify, containers } = await readPod();
  const written = verify?.args.flatMap((arg) => /\/reports\/.*/.exec(arg) ?? []);
  const printed = containers.map(({ name, command }) => [name, /\/reports\/[\w.]+/.exec(command.join(' '))?.[0]]);
  expect(printed).toEqual([
    ['junit', '/reports/junit.xml'],
    ['json', '/reports/report.json'],
    ['metrics', '/reports/metrics.prom'],
  ]);
  expect(printed.map(([, file]) => file)).toEqual(written);
});

import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { refusedAmong } from '../../src/policy/refused.ts';
import { scenarioSchema } from '../../src/scenario/schema.ts';
import { root, runMain } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { pageFiles, readPage, type Block } from './page.ts';

/** The examples of rules are linted by the tests of the rules. */
const pages = pageFiles.filter((file) => file !== 'docs/lint-rules.md').map(readPage);
const blocks = pages.flatMap((page) => page.blocks).filter(({ language }) => language === 'yaml');

let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder();
  await cp(join(root, 'scenarios'), join(folder, 'scenarios'), { recursive: true });
  await mkdir(join(folder, 'scenarios/mine'));
});

test.for(blocks.map((block) => [block.at, block] as const))('what %s shows can be used', async ([, block]) => {
  if (block.mark.startsWith('not checked: ')) return;
  await expect(problemsOf(block)).resolves.toEqual([]);
});

/** A whole scenario stands beside those that come with flowproof, and its policies make it true; less is held against its schema. */
async function problemsOf({ content }: Block): Promise<unknown[]> {
  const documents = parseAllDocuments(content).map((document): unknown => document.toJS());
  const keys = documents.flatMap((document) => Object.keys(document ?? {}));
  if (keys.includes('apiVersion')) return problemsOfManifests(content);
  if (keys.every((key) => policyKeys.includes(key))) return problemsOfManifests(policyWith(parse(content)));
  if (!keys.includes('name') || !keys.includes('endpoints')) {
    return scenarioSchema.partial().safeParse(documents[0]).error?.issues ?? [];
  }
  const file = join(folder, 'scenarios/mine/scenario.yaml');
  await writeFile(file, content);
  const { exitCode, all } = await runMain(['check', file]);
  return exitCode === 0 ? [] : [all];
}

const policyKeys = ['podSelector', 'policyTypes', 'ingress', 'egress'];

function policyWith(spec: object): string {
  return stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'example', namespace: 'example' },
    spec: { podSelector: {}, ...spec },
  });
}

function problemsOfManifests(text: string): string[] {
  const { manifests, problems } = parseManifests(text, 'example.yaml');
  return [...problems, ...refusedAmong(manifests)].map((problem) => problem.text);
}

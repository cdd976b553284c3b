import { expect, test } from 'vitest';
import { pageFiles, readPage } from './page.ts';

/** Commands are run by test/cli/documentation.test.ts, YAML is read by yaml.test.ts, TypeScript is compiled by test/cli/package.test.ts. */
const languages = ['sh', 'bash', 'console', 'yaml', 'ts', 'text'];

test('every block says what it is, so that none escapes the tests', () => {
  const blocks = pageFiles.flatMap((file) => readPage(file).blocks);
  expect(blocks.filter(({ language }) => !languages.includes(language)).map(({ at }) => at)).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lintRules } from '../../../src/lint/registry.ts';
import type { LintFinding } from '../../../src/lint/rule.ts';
import { renderCheckSarif } from '../../../src/reporters/sarif/check.ts';
import { renderLintSarif } from '../../../src/reporters/sarif/lint.ts';
import { anyText } from '../../helpers/arbitrary-text.ts';
import { badCheck, partialCheck, unknownCheck } from '../../helpers/sample-check.ts';

// SARIF 2.1.0 as SchemaStore has it (Apache-2.0), from the package @microsoft/jest-sarif; the one that GitHub reads logs by.
const schema = join(import.meta.dirname, 'sarif-2.1.0-rtm.5.json');
// Its pattern of languages has a bracket too many, which a Unicode pattern may not have.
const ajv = new Ajv.default({ allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));

/** Where a log is not as the schema says. */
function problemsOf(sarif: string): readonly string[] {
  return validate(JSON.parse(sarif)) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
}

test.for([
  ['findings', badCheck],
  ['a policy that is not understood', partialCheck],
  ['a flow that cannot be told', unknownCheck],
] as const)('a check with %s is valid', ([, report]) => {
  expect(problemsOf(renderCheckSarif(report, '1.2.3'))).toEqual([]);
});

test('what linting found is valid, whatever the words are', () => {
  const line = fc.integer({ min: 1 });
  const finding: fc.Arbitrary<LintFinding> = fc.record({
    rule: fc.constantFrom(...lintRules.map(({ id }) => id)),
    severity: fc.constantFrom('error', 'warning', 'note'),
    position: fc.record({ file: anyText(), line, column: line }),
    object: anyText(),
    why: anyText(),
    fix: anyText(),
  });
  fc.assert(
    fc.property(fc.array(finding), (findings) => {
      expect(problemsOf(renderLintSarif({ findings, policyCount: 1, fixed: [] }, '1.2.3'))).toEqual([]);
    }),
  );
});

const good = renderCheckSarif(badCheck, '1.2.3');
test.for([
  ['"level": "error"', '"level": "bad"', '/level must be equal to one of the allowed values'],
  ['"startLine": 7', '"startLine": 0', '/startLine must be >= 1'],
  ['"uri": "scenario.yaml"', '"uri": "a scenario.yaml"', '/uri must match format "uri-reference"'],
  ['"ruleId"', '"ruleName"', ' must NOT have additional properties'],
] as const)('a log with %s as %s is not', ([before, after, problem]) => {
  expect(problemsOf(good.replace(before, after)).join('\n')).toContain(problem);
});

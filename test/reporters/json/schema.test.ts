import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportJsonSchema } from '../../../src/reporters/json/report-schema.ts';
import { renderJson } from '../../../src/reporters/json/report.ts';
import { anyReport } from '../../helpers/arbitrary-report.ts';
import { anyText } from '../../helpers/arbitrary-text.ts';
import { root } from '../../helpers/cli.ts';
import { badReport, failedReport, goodReport, untidyReport } from '../../helpers/sample-report.ts';

const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(reportJsonSchema()));

/** Where a JSON report is not as the schema says. */
function problemsOf(json: string): readonly string[] {
  return validate(JSON.parse(json)) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
}

test('the schema that ships is the one that the code reads reports by', async () => {
  expect(await readFile(`${root}/report.schema.json`, 'utf8')).toBe(reportJsonSchema());
});

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly files: readonly string[];
}

test.for(['report.schema.json', 'scenario.schema.json'])('%s is named by where the package has it', async (file) => {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(`${root}/${name}`, 'utf8'));
  const { name, version, files } = (await read('package.json')) as Manifest;
  expect(files).toContain(file);
  expect(await read(file)).toMatchObject({ $id: `https://unpkg.com/${name}@${version}/${file}` });
});

test('every report is valid', () => {
  const reports = fc.oneof(anyReport(anyText()), fc.constantFrom(goodReport, badReport, failedReport, untidyReport));
  fc.assert(
    fc.property(reports, (report) => {
      expect(problemsOf(renderJson(report))).toEqual([]);
    }),
  );
});

const good = renderJson(badReport);
test.for([
  ['"verdict": "allowed"', '"verdict": "maybe"', '/verdict must be equal to one of the allowed values'],
  ['"runId":', '"id":', " must have required property 'runId'"],
  ['"schemaVersion": 1', '"schemaVersion": 2', '/schemaVersion must be equal to constant'],
  ['"mismatch": 2', '"mismatch": "2"', '/summary/counts/mismatch must be number'],
  ['"stage": "dns"', '"stage": 1', '/findings/0/flows/0/stage must be string'],
] as const)('a report with %s as %s is not', ([before, after, problem]) => {
  expect(problemsOf(good.replace(before, after)).join('\n')).toContain(problem);
});

test('fields that later versions add are valid', () => {
  expect(problemsOf(good.replaceAll('{\n', '{ "colour": "red",\n'))).toEqual([]);
});

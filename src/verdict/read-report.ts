import { z } from 'zod';
import { UsageError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import { withEdits } from './edits-of-findings.ts';
import { reportSchema } from './report-schema.ts';

/** Version of the JSON report; another one where a field changes its meaning. */
export const schemaVersion = 1;

const hint = 'Name a file that was written by: flowproof verify SCENARIO --json FILE';

/**
 * Reads a JSON report.
 *
 * @throws {@link UsageError} when the text is no JSON, no report of flowproof, one of another version, or damaged.
 */
export function readReport(text: string, file: string): Report {
  const data = readJson(text, file);
  const header = headerSchema.safeParse(data);
  if (!header.success) throw new UsageError(`${file} is not a JSON report of flowproof verify`, hint);
  if (header.data.schemaVersion !== schemaVersion) {
    const version = `it has version ${header.data.schemaVersion}, this flowproof reads version ${schemaVersion}`;
    throw new UsageError(`${file} is a report of another version of flowproof: ${version}`, hint);
  }
  const report = reportSchema.safeParse(data);
  if (report.success) return withEdits(report.data, data);
  const [first] = report.error.issues;
  throw new UsageError(`${file} is not a complete report: ${first?.path.join('.')}: ${first?.message}`, hint);
}

/** Whether a text is a report of flowproof verify, of whatever version, damaged or not. */
export function isReport(text: string): boolean {
  try {
    return headerSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/**
 * Refuses a report of another scenario, which would have every flow come and go.
 *
 * @throws {@link UsageError} when it is of another one.
 */
export function checkSameScenario({ scenario }: Report, file: string, expected: string): void {
  if (scenario === expected) return;
  throw new UsageError(
    `${file} is a report of scenario "${scenario}", not of "${expected}"`,
    'Name a report of this scenario.',
  );
}

const headerSchema = z.object({ schemaVersion: z.number(), scenario: z.string() });

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file} is not JSON: ${(cause as Error).message}`, hint, { cause });
  }
}

import { z } from 'zod';
import { publishedAt } from '../../model/version.ts';
import { schemaVersion } from '../../verdict/read-report.ts';
import { causeFields, cellFields, reportFields, type Fields } from '../../verdict/report-schema.ts';
import type { Summary } from '../../verdict/summary.ts';
import type { JsonFinding, JsonFindingFlow, JsonReport } from './report.ts';

const count = z.number();

const finding = z.object({
  ...causeFields,
  class: causeFields.class.optional(),
  reason: causeFields.reason.optional(),
  flows: z.array(z.object({ stage: z.string(), ...cellFields } satisfies Fields<JsonFindingFlow>)),
} satisfies Fields<JsonFinding>);

const summary = z.object({
  outcome: z.enum(['pass', 'fail', 'inconclusive']),
  counts: z.object({
    'as-expected': count,
    flaky: count,
    mismatch: count,
    inconclusive: count,
  } satisfies Fields<Summary['counts']>),
} satisfies Fields<Summary>);

const report = z.object({
  schemaVersion: z.literal(schemaVersion),
  ...reportFields,
  findings: z.array(finding),
  summary,
} satisfies Fields<JsonReport>);

/**
 * The JSON Schema of JSON reports, for programs that read them; the text of `report.schema.json`. Fields that it does not name
 * are allowed: later versions add some.
 */
export function reportJsonSchema(): string {
  const schema = z.toJSONSchema(report, { io: 'input' });
  const named = { $id: publishedAt('report.schema.json'), ...schema };
  return `${JSON.stringify({ ...named, title: `flowproof report, version ${schemaVersion}` }, null, 2)}\n`;
}

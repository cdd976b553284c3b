import { z } from 'zod';
import { publishedAt } from '../model/version.ts';
import { scenarioSchema } from './schema.ts';

/** The JSON Schema of scenario files, for editors; the text of `scenario.schema.json`. */
export function scenarioJsonSchema(): string {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input' });
  const named = { $id: publishedAt('scenario.schema.json'), ...schema, title: 'flowproof scenario' };
  return `${JSON.stringify(named, null, 2)}\n`;
}

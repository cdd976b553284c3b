import { z } from 'zod';
import { scenarioSchema } from './schema.ts';

/** The JSON Schema of scenario files, for editors; the text of `scenario.schema.json`. */
export function scenarioJsonSchema(): string {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input' });
  return `${JSON.stringify({ ...schema, title: 'flowproof scenario' }, null, 2)}\n`;
}

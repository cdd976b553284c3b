import { z } from 'zod';
import { flowLabel } from '../../model/label.ts';
import type { Flow, Stage } from '../../model/scenario.ts';
import { UsageError } from '../../model/errors.ts';

const report = z.object({
  stages: z.array(
    z.object({
      name: z.string(),
      results: z.array(
        z.object({
          flow: z.object({
            from: z.string(),
            to: z.string(),
            port: z.object({ number: z.number(), protocol: z.enum(['tcp', 'http', 'udp', 'dns', 'dns-tcp']) }),
          }),
          verdict: z.string(),
        }),
      ),
    }),
  ),
});

/**
 * The stage with its flows as a run observed them, read from the run's JSON report. Flows that were neither allowed nor
 * blocked are left out.
 *
 * @throws {@link UsageError} when the text is no report, or has no such stage.
 */
export function observedStage(stage: Stage, text: string, file: string): Stage {
  const hint = 'Write a report with: flowproof verify SCENARIO --json FILE';
  const parsed = report.safeParse(readJson(text));
  if (!parsed.success) throw new UsageError(`${file} is not a JSON report of flowproof`, hint);
  const found = parsed.data.stages.find(({ name }) => name === stage.name);
  if (!found) throw new UsageError(`${file} has no stage "${stage.name}"`, hint);
  const verdicts = new Map(found.results.map(({ flow, verdict }) => [flowLabel(flow), verdict]));
  const flows = stage.flows.flatMap((flow): Flow[] => {
    const verdict = verdicts.get(flowLabel(flow));
    return verdict === 'allowed' || verdict === 'blocked' ? [{ ...flow, expect: verdict }] : [];
  });
  return { ...stage, flows };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema says that this is no report.
    return undefined;
  }
}

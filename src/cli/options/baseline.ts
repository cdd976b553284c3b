import type { Report } from '../../model/report.ts';
import { checkSameScenario, readReport } from '../../verdict/read-report.ts';
import { readDraft, readText } from '../../app/load.ts';

/**
 * Reads the report of the earlier run that a run is held against.
 *
 * @throws {@link UsageError} when it cannot be read, is no report, or is one of another scenario.
 */
export async function readBaseline(file: string, scenarioPath: string): Promise<Report> {
  const report = readReport(await readText(file), file);
  const { content } = await readDraft(scenarioPath);
  checkSameScenario(report, file, content.name);
  return report;
}

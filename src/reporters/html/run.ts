import type { FlowResult, Report, StageReport } from '../../model/report.ts';
import { compareReports, type Drift } from '../../verdict/drift/compare-reports.ts';
import { countOutcomes, summarizeSince } from '../../verdict/summary.ts';
import { changeText, driftHeadline, findingsOfDrift, kindWords, runLine } from '../drift-words.ts';
import { durationLabel } from '../duration.ts';
import { byCause, byHandHint, findingsOf, type Finding, type Told } from '../finding.ts';
import { countsInWords, headlineOf } from '../headline.ts';
import { markOf } from '../mark.ts';
import type { ContentFinding, ContentStage, PageContent } from './content.ts';
import { evidenceOfFlow } from './flow-evidence.ts';
import { factsOfRun, troublesOf } from './run-facts.ts';

/** Everything that a page says of a run, with what changed since an earlier one where there is one. */
export function contentOfRun(report: Report, earlier?: Report): PageContent {
  const hint = byHandHint(report);
  const drift = earlier && compareReports(earlier, report);
  return {
    title: report.scenario,
    ...verdictOn(report, drift),
    notes: report.notes,
    facts: [...factsOfRun(report, sentIn(report)), ...(hint === undefined ? [] : [['by hand', [hint]] as const])],
    troubles: troublesOf(report),
    findings: findingsOn(report, drift),
    endpoints: report.endpoints ?? [],
    stages: report.stages.map((stage) => stageOf(stage, drift)),
    since: drift && runLine(drift.older),
  };
}

function sentIn({ stages }: Report): Parameters<typeof factsOfRun>[1] {
  return stages.map((stage) => ({ ...stage, attempts: stage.results.flatMap(({ attempts }) => attempts) }));
}

function verdictOn(report: Report, drift: Drift | undefined): Pick<PageContent, 'outcome' | 'headline'> {
  if (!drift) {
    const { outcome, text } = headlineOf(report);
    return { outcome, headline: text };
  }
  return {
    outcome: summarizeSince(drift),
    headline: `${driftHeadline(drift)}. The whole run: ${headlineOf(report).text}`,
  };
}

/** What differs first, then what nobody knows, then what was hard to reach; with an earlier run what changed, then what did not. */
function findingsOn({ stages }: Report, drift: Drift | undefined): ContentFinding[] {
  const found = drift
    ? [...findingsOfDrift(drift, 'unexpected'), ...findingsOfDrift(drift, 'unknown'), ...knownFindings(drift)]
    : (['mismatch', 'inconclusive', 'flaky'] as const).flatMap((outcome) => findingsOf(stages, outcome));
  return found.map(({ title, result, facts }: Finding) => {
    const { diff, command } = evidenceOfFlow(result);
    const stage = stages.find(({ results }) => results.includes(result))?.name;
    return { title, mark: markOf(result), facts, diff, command, stage, flow: result.flow };
  });
}

/** What differs as it did: it fails nothing, and nobody should take it for right. */
function knownFindings({ stillMismatched }: Drift): Finding[] {
  return byCause(
    stillMismatched.flatMap(({ stage, after }): Told[] =>
      after ? [{ stage, result: after, preface: [['change', ['none: it differed in the earlier run, too']]] }] : [],
    ),
  );
}

function stageOf(stage: StageReport, drift: Drift | undefined): ContentStage {
  const { name, description, results, enforcementMs, probingMs, probeCount } = stage;
  const changes = new Map<FlowResult | undefined, string>(
    drift?.changes.map((change) => [change.after, `${kindWords[change.kind]}: ${changeText(change)}`]),
  );
  return {
    name,
    description,
    counts: countsInWords(countOutcomes(results)).join(', ') || 'no flows',
    timing: [
      ...(enforcementMs === undefined ? [] : [`policies in force after ${durationLabel(enforcementMs)}`]),
      `${probeCount} probes in ${durationLabel(probingMs)}`,
    ].join(', '),
    flows: results.map((result) => ({
      flow: result.flow,
      mark: markOf(result),
      expect: result.flow.expect,
      verdict: result.verdict,
      change: changes.get(result),
      evidence: () => evidenceOfFlow(result),
    })),
  };
}

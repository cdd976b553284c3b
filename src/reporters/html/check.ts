import { checkCounts, type CheckReport, type CheckResult } from '../../analysis/check.ts';
import { placeLabel } from '../../policy/reason.ts';
import { checkFindings, checkHeadline, checkMark, foreignIn, foreignMessage, messageOf } from '../check-words.ts';
import { count } from '../headline.ts';
import type { PageContent } from './content.ts';
import type { Fact } from './page-data.ts';

/** What a page says of a scenario whose policies were read, and nothing more. */
export function contentOfCheck(report: CheckReport): PageContent {
  const { mismatch, unknown } = checkCounts(report);
  return {
    title: report.scenario,
    outcome: mismatch > 0 ? 'fail' : unknown > 0 ? 'inconclusive' : 'pass',
    headline: checkHeadline(report),
    notes: [
      'This is what the policies mean: no packet was sent. flowproof verify proves it.',
      ...foreignIn(report.stages).map(foreignMessage),
    ],
    facts: [['declared in', [report.file]]],
    troubles: [],
    findings: checkFindings(report).map(({ result, stages, also }) => ({
      title: `${messageOf(result)}${also.length > 0 ? `, and ${count(also.length, 'other flow')}` : ''}`,
      mark: checkMark(result),
      facts: [['stages', [stages.join(', ')]], ...factsOf(result)],
      diff: result.edit?.diff,
      stage: stages[0],
      flow: result.flow,
    })),
    endpoints: report.endpoints,
    stages: report.stages.map(({ name, description, results }) => ({
      name,
      description,
      counts: `${count(results.length, 'flow')}, ${results.filter(({ outcome }) => outcome === 'as-declared').length} as declared`,
      flows: results.map((result) => ({
        flow: result.flow,
        mark: checkMark(result),
        expect: result.flow.expect,
        verdict: result.predicted,
        evidence: () => ({
          explanation:
            result.outcome === 'as-declared' ? 'The policies mean what is declared.' : `${messageOf(result)}.`,
          facts: factsOf(result),
          diff: result.edit?.diff,
          attempts: [],
        }),
      })),
    })),
    meanings: {
      leak: 'open: the policies allow it, should be blocked',
      cut: 'cut: the policies block it, should be allowed',
      inconclusive: 'cannot be told, for want of pods',
    },
  };
}

function factsOf({ flow, predicted, reason, edit }: CheckResult): Fact[] {
  const place = reason?.position ? [`at ${placeLabel(reason.position)}`] : [];
  return [
    ['declared', [`${flow.expect}, by ${placeLabel(flow.position)}`]],
    ['policies', [predicted, ...(reason ? [reason.text] : []), ...place]],
    ...(edit ? [['try', [edit.what]] as const] : []),
  ];
}

import type { NamespaceSurvey, SurveyedFlow } from '../../survey/survey.ts';
import { reportedEndpoint } from '../../model/reported-endpoint.ts';
import { attemptsOf } from '../../verdict/observation.ts';
import { leastVerdict } from '../../verdict/reading.ts';
import { count } from '../headline.ts';
import { surveyMark, surveyMeanings } from '../survey-words.ts';
import type { ContentFlow, PageContent } from './content.ts';
import { factsOfRun, troublesOf } from './run-facts.ts';

/** What a page says of a namespace that was probed without a scenario. */
export function contentOfSurvey(survey: NamespaceSurvey): PageContent {
  const { namespace, scenario, observed, standsOut } = survey;
  const flows = survey.flows.map(contentOfFlow);
  const doubtful = flows.filter(({ mark }) => mark === 'inconclusive').length;
  return {
    title: namespace,
    outcome: flows.length > doubtful ? 'observed' : 'inconclusive',
    headline: `${count(flows.length, 'flow')} as they are; nobody declared what should be${doubtful > 0 ? `, and ${doubtful} are uncertain` : ''}`,
    notes: observed.notes,
    facts: factsOfRun(
      observed,
      observed.stages.map((stage) => ({ ...stage, attempts: stage.observations.flatMap(attemptsOf) })),
    ),
    troubles: troublesOf(observed),
    findings: standsOut.map(({ severity, text, objects }) => ({
      title: text,
      mark: severity === 'high' ? 'leak' : 'inconclusive',
      facts: [
        ['severity', [severity]],
        ['of', objects],
      ],
    })),
    endpoints: scenario.endpoints.map(reportedEndpoint),
    stages: [{ name: 'as it is', counts: count(flows.length, 'flow'), flows }],
    meanings: surveyMeanings,
  };
}

function contentOfFlow(surveyed: SurveyedFlow): ContentFlow {
  const { flow, seen, prediction, listening, reproduce } = surveyed;
  const sure = prediction.sure ? '' : ', as far as its addresses are known';
  return {
    flow: { from: flow.from, to: flow.to, port: flow.port },
    mark: surveyMark(surveyed),
    verdict: leastVerdict(surveyed),
    evidence: () => ({
      explanation: 'why' in seen ? `${seen.kind}: ${seen.why}` : seen.kind,
      facts: [
        ['policies', [`${prediction.verdict}${sure}`]],
        ...(listening === undefined ? [] : [['target', [listening]] as const]),
      ],
      command: reproduce === '' ? undefined : reproduce,
      attempts: attemptsOf(surveyed),
    }),
  };
}

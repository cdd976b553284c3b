import type { SurveyedFlow } from '../survey/survey.ts';
import type { Mark } from './mark.ts';

/** What was seen; where the policies for sure mean something else, that stands out. */
export function surveyMark({ seen, differs }: Pick<SurveyedFlow, 'seen' | 'differs'>): Mark {
  switch (seen.kind) {
    case 'allowed':
      return differs ? 'leak' : 'allowed';
    case 'blocked':
      return differs ? 'cut' : 'blocked';
    case 'mixed':
      return 'flaky';
    case 'unclear':
      return 'inconclusive';
  }
}

/** What marks mean where nobody declared anything. */
export const surveyMeanings: Partial<Record<Mark, string>> = {
  leak: 'got through, although the policies block it',
  cut: 'blocked, although the policies allow it',
  flaky: 'on some paths only',
  inconclusive: 'nothing is certain, for instance because nothing listens there',
};

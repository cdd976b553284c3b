import type { Attempt, FlowResult, PolicyVerdict } from '../../model/report.ts';
import { factsOf } from '../finding.ts';
import type { Fact, FlowEvidence, ShownAttempt } from './page-data.ts';

/** What a page says of one flow once it is opened. */
export function evidenceOfFlow(result: FlowResult): FlowEvidence {
  const { explanation, cause, reproduce, policies, triangulation, attempts } = result;
  const shown = factsOf({ ...result, attempts: [] }).filter(([label]) => label !== 'meaning');
  return {
    explanation,
    // A cause that the policies are says what they mean already.
    facts: policies && cause?.class !== 'policy-wrong' ? withPolicies(shown, policies) : shown,
    diff: cause?.edit?.diff,
    command: reproduce === '' ? undefined : reproduce,
    attempts: [...attempts, ...(triangulation?.attempts ?? []).map(triangulating)].map(toMilliseconds),
  };
}

/** Beside what is expected and what was observed. */
function withPolicies(facts: readonly Fact[], { verdict, reason, position }: PolicyVerdict): Fact[] {
  const place =
    position && !reason.includes(`${position.file}:${position.line}`) ? `, at ${position.file}:${position.line}` : '';
  const index = facts.findIndex(([label]) => label === 'observed');
  return facts.toSpliced(index, 0, ['policies', [`${verdict}: ${reason}${place}`]]);
}

function triangulating(attempt: Attempt): ShownAttempt {
  return { ...attempt, isTriangulating: true };
}

/** As exact as it is shown; the digits after that are most of what a page would have to keep. */
function toMilliseconds(attempt: ShownAttempt): ShownAttempt {
  const { lookupSeconds, connectSeconds, totalSeconds, stallSeconds } = attempt;
  return {
    ...attempt,
    lookupSeconds: rounded(lookupSeconds),
    connectSeconds: rounded(connectSeconds),
    totalSeconds: rounded(totalSeconds),
    stallSeconds: rounded(stallSeconds),
  };
}

function rounded(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Number(seconds.toFixed(3));
}

import { doubtsIn, type Doubt } from '../connections/doubt.ts';
import { selectWorkloads, workloadsOf, type Workload } from '../kubernetes/workload.ts';
import { portLabel } from '../model/label.ts';
import type { Flow, Manifest, Scenario } from '../model/scenario.ts';
import type { End } from '../policy/connection.ts';
import type { World } from '../policy/world.ts';
import { standingIn } from '../scenario/standing-in.ts';
import { worldsOf } from '../simulation/scenario-world.ts';
import { predict, type Prediction } from '../simulation/simulate.ts';

/** What a stage is compared with. */
export interface OlderStage {
  readonly manifests: readonly Manifest[];
  /** What was declared of it; absent where nothing was. */
  readonly flows?: readonly Flow[] | undefined;
}

/** What a set of manifests says of the endpoints of a scenario. */
interface Side {
  readonly workloads: readonly Workload[];
  readonly world: World;
  readonly doubts: readonly Doubt[];
}

/**
 * The flows of a stage that an older set of manifests answers differently, or may: where policies are not understood, where
 * pods differ among each other, and where an end of a flow was not there. With them, those that are declared differently
 * from then.
 *
 * @param index - Of the stage.
 */
export function changedFlows(scenario: Scenario, index: number, older: OlderStage): Flow[] {
  const stage = scenario.stages[index];
  if (!stage) return [];
  const [was] = worldsOf({ ...scenario, stages: [{ ...stage, manifests: older.manifests }] });
  const is = worldsOf(scenario)[index];
  if (!was || !is) return [];
  const before = sideOf([...scenario.standing, ...older.manifests], was);
  const after = sideOf(standingIn(scenario, index), is);
  const came = new Set(
    scenario.endpoints.flatMap((endpoint) => {
      if (endpoint.kind !== 'pods') return [];
      const isIn = ({ workloads }: Side): boolean =>
        selectWorkloads(workloads, endpoint.namespace, endpoint.podSelector).length > 0;
      return isIn(before) === isIn(after) ? [] : [endpoint.name];
    }),
  );
  const declared = older.flows && new Map(older.flows.map((flow) => [keyOf(flow), flow.expect]));
  return stage.flows.filter((flow) => {
    if (came.has(flow.from) || came.has(flow.to)) return true;
    if (declared && declared.get(keyOf(flow)) !== flow.expect) return true;
    const answers = [before, after].map((side) => answerOf(predict(flow, scenario, side.world), side));
    return answers.includes(undefined) || answers[0] !== answers[1];
  });
}

function sideOf(manifests: readonly Manifest[], world: World): Side {
  return { workloads: workloadsOf(manifests), world, doubts: doubtsIn(world, manifests) };
}

/** What the policies say for sure; nothing where they do not. */
function answerOf({ verdict, paths }: Prediction, { doubts }: Side): 'allowed' | 'blocked' | undefined {
  const isDoubtful = (end: End): boolean => end.kind === 'pod' && doubts.some(({ concerns }) => concerns(end.pod));
  const isUnsure = paths
    .flatMap(({ connection, lookups }) => [connection, ...lookups.map((lookup) => lookup.connection)])
    .some(({ from, to }) => isDoubtful(from) || isDoubtful(to));
  return isUnsure || verdict === 'mixed' || verdict === 'unknown' ? undefined : verdict;
}

function keyOf({ from, to, port }: Flow): string {
  return `${from} ${to} ${portLabel(port)}`;
}

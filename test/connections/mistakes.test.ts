import { readFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { loadScenario } from '../../src/app/load.ts';
import { loadSystem } from '../../src/app/system.ts';
import { diffConnections } from '../../src/connections/diff.ts';
import { flowLabel } from '../../src/model/label.ts';
import type { Flow, Scenario } from '../../src/model/scenario.ts';
import type { Connection } from '../../src/policy/connection.ts';
import type { World } from '../../src/policy/world.ts';
import { routesOf } from '../../src/simulation/routes.ts';
import { isAmong } from '../helpers/connections.ts';

const mistakes = globSync('scenarios/mistakes/*/scenario.yaml').map(dirname).toSorted();

/**
 * The connections that a flow is made of: to the pods behind a Service, on their own ports, and to those that answer the
 * look-up of a name.
 */
function connectionsIn(flow: Flow, scenario: Scenario, world: World): Connection[] {
  return routesOf(flow, scenario, world).flatMap(({ connection, lookups }) => [connection, ...lookups]);
}

test('there are six mistakes', () => expect(mistakes).toHaveLength(6));

test.for(mistakes)(
  '%s opens and closes the flows that a real cluster was seen to fail in, and no other',
  async (path) => {
    const scenario = await loadScenario(path);
    const flows = scenario.stages.flatMap((stage) => stage.flows);
    const failing = new Set((await readFile(`${path}/expected-mismatches.txt`, 'utf8')).trim().split('\n'));
    const [meant, wrong] = [await loadSystem(['scenarios/task-api'], 'test'), await loadSystem([path], 'test')];
    const diff = diffConnections(meant, wrong);
    const [opens, closes] = [isAmong(diff, 'opened'), isAmong(diff, 'closed')];
    const changes = flows.flatMap((flow) => {
      const connections = connectionsIn(flow, scenario, wrong.world);
      expect(connections, flowLabel(flow)).not.toEqual([]);
      return [
        ...(connections.some(opens) ? [`opened ${flowLabel(flow)}`] : []),
        ...(connections.some(closes) ? [`closed ${flowLabel(flow)}`] : []),
      ];
    });
    // What fails was declared the other way, and all that is declared is as it is in the Task API.
    const expected = flows
      .filter((flow) => failing.has(flowLabel(flow)))
      .map((flow) => `${flow.expect === 'allowed' ? 'closed' : 'opened'} ${flowLabel(flow)}`);
    expect(expected).toHaveLength(failing.size);
    expect(changes.toSorted()).toEqual(expected.toSorted());
  },
);

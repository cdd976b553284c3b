import { endpoint, flows, scenario, type Case } from './case.ts';

/** Scenario files that cannot be run as they are written. */
export const badScenarios: readonly Case[] = [
  scenario('an empty file', '', 'scenario.yaml:1:1: the scenario is empty'),
  flows('an endpoint that is not there', 'flows: [{ from: api, to: dbb, expect: allowed }]', 'did you mean "db"?'),
  endpoint('a URL as an address', '{ host: { address: "https://a.example", ports: [443] } }', 'write a.example'),
];

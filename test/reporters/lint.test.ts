import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import { lintRules } from '../../src/lint/registry.ts';
import type { LintFinding } from '../../src/lint/rule.ts';
import { renderLintGithub } from '../../src/reporters/github/lint.ts';
import { renderLintJson } from '../../src/reporters/json/lint.ts';
import { renderLintSarif } from '../../src/reporters/sarif/lint.ts';
import { renderLintTerminal } from '../../src/reporters/terminal/lint.ts';

const position = { file: 'deploy/a policy, 100%.yaml', line: 14, column: 9 };
const wrongPort: LintFinding = {
  rule: 'service-port',
  severity: 'error',
  position,
  object: 'NetworkPolicy shop/allow-db',
  why: '80 is the port of Service shop/api; the pods behind it listen on 8080, and policies see that port.',
  fix: 'Write port: 8080.',
  edit: { object: { ...position, line: 1 }, changes: [{ op: 'set', path: ['spec'], value: 1 }] },
};
const hostBits: LintFinding = {
  rule: 'cidr-host-bits',
  severity: 'note',
  position: { file: '/srv/policies.yaml', line: 3, column: 1 },
  object: 'NetworkPolicy shop/\u001B[31mred',
  why: 'First line.\n::error::second line',
  fix: 'Write 10.1.0.0/16.',
};
const report = { findings: [wrongPort, hostBits], policyCount: 3, fixed: [] };

test('the terminal shows where, why and what to do, and the counts', () => {
  expect(renderLintTerminal({ ...report, fixed: [wrongPort] }, { width: 60, color: false })).toMatchInlineSnapshot(`
    "fixed deploy/a policy, 100%.yaml:14: service-port

    deploy/a policy, 100%.yaml:14:9: error service-port: NetworkPolicy shop/allow-db
      why  80 is the port of Service shop/api; the pods behind
           it listen on 8080, and policies see that port.
      fix  Write port: 8080.

    /srv/policies.yaml:3:1: note cidr-host-bits: NetworkPolicy shop/red
      why  First line.
           ::error::second line
      fix  Write 10.1.0.0/16.

    3 policies: 1 error, 1 note
    1 finding can be fixed with --fix.
    "
  `);
});

test('nothing to report is said in one line', () => {
  expect(renderLintTerminal({ findings: [], policyCount: 1, fixed: [] }, { width: 80, color: true })).toBe(
    '1 policy: nothing to report\n',
  );
});

test('GitHub is given a command for each finding, and text cannot become one', () => {
  expect(renderLintGithub(report)).toMatchInlineSnapshot(`
    "::error file=deploy/a policy%2C 100%25.yaml,line=14,col=9,title=flowproof%3A service-port::NetworkPolicy shop/allow-db: 80 is the port of Service shop/api; the pods behind it listen on 8080, and policies see that port.%0AWrite port: 8080.
    ::notice file=/srv/policies.yaml,line=3,col=1,title=flowproof%3A cidr-host-bits::NetworkPolicy shop/red: First line.%0A::error::second line%0AWrite 10.1.0.0/16.
    "
  `);
});

test('SARIF names rule, level and place of each finding', () => {
  const { runs } = JSON.parse(renderLintSarif(report, '1.2.3')) as Log;
  expect(runs[0]?.tool.driver.rules?.map(({ id }) => id)).toEqual(lintRules.map(({ id }) => id));
  expect(runs[0]?.results).toMatchInlineSnapshot(`
    [
      {
        "level": "error",
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "deploy/a%20policy%2C%20100%25.yaml",
              },
              "region": {
                "startColumn": 9,
                "startLine": 14,
              },
            },
          },
        ],
        "message": {
          "text": "NetworkPolicy shop/allow-db: 80 is the port of Service shop/api; the pods behind it listen on 8080, and policies see that port. Write port: 8080.",
        },
        "ruleId": "service-port",
        "ruleIndex": 14,
      },
      {
        "level": "note",
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "file:///srv/policies.yaml",
              },
              "region": {
                "startColumn": 1,
                "startLine": 3,
              },
            },
          },
        ],
        "message": {
          "text": "NetworkPolicy shop/red: First line.
    ::error::second line Write 10.1.0.0/16.",
        },
        "ruleId": "cidr-host-bits",
        "ruleIndex": 19,
      },
    ]
  `);
});

test('JSON holds all that a program needs', () => {
  expect(JSON.parse(renderLintJson(report))).toMatchObject({
    schemaVersion: 1,
    policyCount: 3,
    findings: [
      { rule: 'service-port', severity: 'error', position: { line: 14 }, fixable: true },
      { rule: 'cidr-host-bits', severity: 'note', fixable: false },
    ],
  });
});

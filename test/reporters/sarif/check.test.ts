import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import { renderCheckSarif } from '../../../src/reporters/sarif/check.ts';
import { badCheck, partialCheck, unknownCheck } from '../../helpers/sample-check.ts';

function sarifOf(report: typeof badCheck): Log {
  return JSON.parse(renderCheckSarif(report, '1.2.3')) as Log;
}

test('a finding is a result at the line of the policy, related to where it is declared', () => {
  const { version, runs } = sarifOf(badCheck);
  expect(version).toBe('2.1.0');
  expect(runs[0]?.results).toMatchInlineSnapshot(`
    [
      {
        "level": "error",
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "scenario.yaml",
              },
              "region": {
                "startColumn": 12,
                "startLine": 7,
              },
            },
          },
        ],
        "message": {
          "text": "api → cart:8080 should be blocked, yet the policies allow this: no policy isolates egress of shop/api; no policy isolates ingress of shop/cart (stages closed, later); also: stranger → cart:8080 in stages closed, later",
        },
        "properties": {
          "code": "selected-by-no-policy",
        },
        "relatedLocations": [
          {
            "message": {
              "text": "api → cart:8080 is declared blocked",
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "scenario.yaml",
              },
              "region": {
                "startColumn": 12,
                "startLine": 7,
              },
            },
          },
          {
            "message": {
              "text": "stranger → cart:8080 is declared blocked",
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "scenario.yaml",
              },
              "region": {
                "startColumn": 12,
                "startLine": 7,
              },
            },
          },
        ],
        "ruleId": "flow-leak",
        "ruleIndex": 1,
      },
      {
        "fixes": [
          {
            "artifactChanges": [
              {
                "artifactLocation": {
                  "uri": "policies.yaml",
                },
                "replacements": [
                  {
                    "deletedRegion": {
                      "endColumn": 112,
                      "endLine": 5,
                      "startColumn": 110,
                      "startLine": 5,
                    },
                    "insertedContent": {
                      "text": "8080",
                    },
                  },
                ],
              },
            ],
            "description": {
              "text": "allow port 8080 instead of 80",
            },
          },
        ],
        "level": "error",
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "policies.yaml",
              },
              "region": {
                "startColumn": 102,
                "startLine": 5,
              },
            },
          },
        ],
        "message": {
          "text": "cart → api:8080 should be allowed, yet the policies block this: no ingress rule of allow (policies.yaml:2) matches port 8080; the rule for every pod in namespace shop allows 80 (stages closed, later)",
        },
        "properties": {
          "code": "ingress-port-not-allowed",
        },
        "relatedLocations": [
          {
            "message": {
              "text": "cart → api:8080 is declared allowed",
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "scenario.yaml",
              },
              "region": {
                "startColumn": 5,
                "startLine": 9,
              },
            },
          },
        ],
        "ruleId": "flow-cut",
        "ruleIndex": 0,
      },
    ]
  `);
});

test('every result names a rule that the driver has', () => {
  for (const report of [badCheck, partialCheck, unknownCheck]) {
    const [run] = sarifOf(report).runs;
    const ids = run?.tool.driver.rules?.map(({ id }) => id);
    expect(run?.results?.length).toBeGreaterThan(0);
    for (const { ruleId } of run?.results ?? []) expect(ids).toContain(ruleId);
  }
});

test('what is not a finding is a note or a warning', () => {
  expect(sarifOf(partialCheck).runs[0]?.results).toMatchObject([{ ruleId: 'policy-not-understood', level: 'note' }]);
  expect(sarifOf(unknownCheck).runs[0]?.results).toMatchObject([{ ruleId: 'flow-unknown', level: 'warning' }]);
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cause } from '../../../src/model/report.ts';
import { renderJson } from '../../../src/reporters/json/report.ts';
import { anyReport } from '../../helpers/arbitrary-report.ts';
import { reportOf, resultOf, stageOf } from '../../helpers/report.ts';
import { anyText } from '../../helpers/arbitrary-text.ts';

test('a report is its data, with a version and a summary', () => {
  const result = resultOf({ flow: 'gateway → task-api:8000', reproduce: 'curl http://10.96.7.21:8000/' });
  expect(renderJson(reportOf({ stages: [stageOf({ results: [result] })] }))).toMatchInlineSnapshot(`
    "{
      "schemaVersion": 1,
      "scenario": "task-api",
      "file": "scenarios/task-api/scenario.yaml",
      "runId": "3f2a91bc",
      "environment": "kind cluster flowproof, Kubernetes v1.34.4, Calico v3.31.0",
      "notes": [],
      "startedAt": "2026-01-05T10:00:00.000Z",
      "durationMs": 102400,
      "connectTimeoutMs": 3000,
      "stages": [
        {
          "name": "default-deny",
          "results": [
            {
              "flow": {
                "from": "gateway",
                "to": "task-api",
                "port": {
                  "number": 8000,
                  "protocol": "tcp"
                },
                "expect": "allowed",
                "position": {
                  "file": "scenarios/task-api/scenario.yaml",
                  "line": 12,
                  "column": 5
                }
              },
              "outcome": "as-expected",
              "verdict": "allowed",
              "explanation": "got through, as expected",
              "attempts": [
                {
                  "round": 1,
                  "source": "gateway/flowproof-gateway-0",
                  "sourceNode": "flowproof-worker",
                  "address": "10.96.7.21:8000",
                  "verdict": "allowed",
                  "tool": "curl",
                  "exitCode": 0,
                  "lookupSeconds": 0.00002,
                  "connectSeconds": 0.0012,
                  "totalSeconds": 0.0034,
                  "httpStatus": 200,
                  "message": "HTTP 200"
                }
              ],
              "reproduce": "curl http://10.96.7.21:8000/"
            }
          ],
          "enforcementMs": 90,
          "probingMs": 3412,
          "probeCount": 2
        }
      ],
      "policies": [],
      "findings": [],
      "summary": {
        "outcome": "pass",
        "counts": {
          "as-expected": 1,
          "flaky": 0,
          "mismatch": 0,
          "inconclusive": 0
        }
      }
    }
    "
  `);
});

test('nothing is lost, whatever the words are', () => {
  fc.assert(
    fc.property(anyReport(anyText()), (report) => {
      const { schemaVersion, summary, findings, ...rest } = JSON.parse(renderJson(report));
      const results = report.stages.flatMap((stage) => stage.results);
      const edits = results.flatMap(({ outcome, cause }) => (outcome === 'mismatch' ? (cause?.edit?.diff ?? []) : []));
      const withoutEdits = (key: string, value: unknown): unknown => (key === 'edit' ? undefined : value);
      expect(rest).toEqual(JSON.parse(JSON.stringify(report, withoutEdits)));
      expect(findings.flatMap((one: Cause) => one.edit?.diff ?? [])).toEqual([...new Set(edits)]);
      expect(schemaVersion).toBe(1);
      expect(Object.keys(summary)).toEqual(['outcome', 'counts']);
    }),
  );
});

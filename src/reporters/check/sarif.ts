import type { Position } from '../../core/model.ts';
import type { CheckReport } from '../../policy/check.ts';
import type { NearestEdit } from '../../policy/edit/nearest-edit.ts';
import { clean } from '../clean.ts';
import {
  foreignIn,
  foreignMessage,
  messageOf,
  repeatedFindings,
  unknownMessage,
  type RepeatedFinding,
} from './words.ts';

/** Renders a check as SARIF 2.1.0 (OASIS), which code scanning services show at the policy's line. */
export function renderCheckSarif(raw: CheckReport, version: string): string {
  const report = clean(raw);
  const results = [
    ...repeatedFindings(report).map(resultOf),
    ...foreignIn(report.stages).map((policy) => ({
      ruleId: 'policy-not-understood',
      level: 'note',
      message: { text: foreignMessage(policy) },
      locations: [locationOf(policy.position)],
    })),
  ];
  const driver = { name: 'flowproof', version, rules };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const rules = [
  ruleOf('flow-cut', 'The policies block a flow that is declared allowed.'),
  ruleOf('flow-leak', 'The policies allow a flow that is declared blocked.'),
  ruleOf('flow-unknown', 'A flow cannot be told: its sender or its receiver has no pods.'),
  ruleOf('policy-not-understood', 'A policy of a kind that is not understood makes the check partial.'),
];

function ruleOf(id: string, text: string): object {
  return { id, shortDescription: { text } };
}

function resultOf({ result, stages, position }: RepeatedFinding): object {
  const { flow, outcome, edit } = result;
  const unknown = outcome === 'unknown';
  const text = unknown ? unknownMessage(result) : messageOf(result);
  return {
    ruleId: unknown ? 'flow-unknown' : flow.expect === 'allowed' ? 'flow-cut' : 'flow-leak',
    level: unknown ? 'warning' : 'error',
    message: { text: `${text} (${stages.length === 1 ? 'stage' : 'stages'} ${stages.join(', ')})` },
    locations: [locationOf(position)],
    ...(edit ? { fixes: [fixOf(edit)] } : {}),
    relatedLocations: [{ ...locationOf(flow.position), message: { text: `declared ${flow.expect}` } }],
  };
}

function fixOf({ what, file, replacements }: NearestEdit): object {
  return {
    description: { text: what },
    artifactChanges: [
      {
        artifactLocation: artifactOf(file),
        replacements: replacements.map(({ from, to, text }) => ({
          deletedRegion: { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
          insertedContent: { text },
        })),
      },
    ],
  };
}

function artifactOf(file: string): object {
  const path = file.split('/').map(encodeURIComponent).join('/');
  return { uri: file.startsWith('/') ? `file://${path}` : path };
}

function locationOf({ file, line, column }: Position): object {
  return {
    physicalLocation: {
      artifactLocation: artifactOf(file),
      region: { startLine: line, startColumn: column },
    },
  };
}

import type { Fix, Location, Log, ReportingDescriptor, Result } from 'sarif';
import type { CauseCode } from '../../model/cause-code.ts';
import type { Position } from '../../model/scenario.ts';
import type { NearestEdit } from '../../analysis/edit/nearest-edit.ts';
import type { LintFinding, LintRule } from '../../lint/rule.ts';

/** What a finding may break. */
export type SarifRule = Pick<LintRule, 'id' | 'severity' | 'title'> & Partial<Pick<LintRule, 'why' | 'fix'>>;

/** A place where a rule is broken, and what is said of it. */
export interface SarifFinding extends Pick<LintFinding, 'rule' | 'severity' | 'position'> {
  readonly message: string;
  /** Why it is so, for programs: a rule may be broken for several reasons. */
  readonly code?: CauseCode | undefined;
  /** What mends it. */
  readonly edit?: NearestEdit | undefined;
  /** Other places that have to do with it. */
  readonly related?: readonly { readonly position: Position; readonly message: string }[] | undefined;
}

/** Renders findings as SARIF 2.1.0 (OASIS), which code scanning services show at the lines of files. */
export function renderSarif(rules: readonly SarifRule[], findings: readonly SarifFinding[], version: string): string {
  const driver = { name: 'flowproof', semanticVersion: version, rules: rules.map(descriptor) };
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const results = findings.map((finding) => resultOf(finding, indices.get(finding.rule)));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor({ id, severity, title, why, fix }: SarifRule): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: why === undefined ? undefined : { text: why },
    help: fix === undefined ? undefined : { text: fix },
    defaultConfiguration: { level: severity },
  };
}

function resultOf(
  { rule, severity, position, message, code, edit, related }: SarifFinding,
  ruleIndex?: number,
): Result {
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text: message },
    locations: [locationOf(position)],
    properties: code && { code },
    fixes: edit && [fixOf(edit)],
    relatedLocations: related?.map((one) => ({ ...locationOf(one.position), message: { text: one.message } })),
  };
}

function fixOf({ what, file, replacements }: NearestEdit): Fix {
  return {
    description: { text: what },
    artifactChanges: [
      {
        artifactLocation: { uri: uriOf(file) },
        replacements: replacements.map(({ from, to, text }) => ({
          deletedRegion: { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
          insertedContent: { text },
        })),
      },
    ],
  };
}

function locationOf({ file, line, column }: Position): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: { startLine: line, startColumn: column },
    },
  };
}

/** A URI reference: relative to the folder that flowproof runs in, else a file URI (RFC 3986, 4.2; RFC 8089). */
function uriOf(file: string): string {
  const path = file.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}

import type { EndpointEntry, FlowEntry, ScenarioFile } from '../scenario/schema.ts';
import { yamlString } from '../kubernetes/yaml-string.ts';

/** A scenario as a person would write it: an endpoint and a flow to a line. Stages are not for live namespaces. */
export function writeScenario(
  { name, manifests, protect, endpoints, otherwise, flows = [] }: ScenarioFile,
  remarks: { readonly before?: readonly string[]; readonly after?: readonly string[] } = {},
): string {
  return [
    ...(remarks.before ?? []).map(comment),
    `name: ${scalar(name)}`,
    ...(manifests === undefined ? [] : [`manifests: ${flowStyle(manifests)}`]),
    ...(protect === undefined ? [] : [`protect: ${flowStyle(protect)}`]),
    '',
    ...(Object.keys(endpoints).length === 0 ? ['endpoints: {}'] : ['endpoints:']),
    ...Object.entries(endpoints).map(([key, entry]) => writeEndpoint(key, entry)),
    '',
    ...(otherwise === undefined ? [] : [`otherwise: ${otherwise}`]),
    ...(flows.length === 0 ? [] : ['flows:', ...flows.flatMap(writeFlow)]),
    ...((remarks.after ?? []).length === 0 ? [] : ['', ...(remarks.after ?? []).map(comment)]),
    '',
  ].join('\n');
}

/** Columns of a line, where a list can be broken. */
const maxWidth = 110;

function writeEndpoint(name: string, entry: EndpointEntry): string {
  return `  ${scalar(name)}: ${flowStyle(entry)}`;
}

function writeFlow(entry: FlowEntry): string[] {
  const line = `  - ${flowStyle(entry)}`;
  if (line.length <= maxWidth) return [line];
  const keys = Object.entries(entry).filter(([, value]) => value !== undefined);
  return keys.flatMap(([key, value], index) => {
    const head = `${index === 0 ? '  - ' : '    '}${key}:`;
    return Array.isArray(value) ? [head, ...brokenList(value)] : [`${head} ${flowStyle(value)}`];
  });
}

function brokenList(items: readonly string[]): string[] {
  return items.map((item) => `      - ${scalar(item)}`);
}

/** Plain data in YAML's flow style: `{ from: [a, b], expect: allowed }`. */
function flowStyle(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowStyle).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  const pairs = Object.entries(value).filter(([, one]) => one !== undefined);
  return pairs.length === 0 ? '{}' : `{ ${pairs.map(([key, one]) => `${scalar(key)}: ${flowStyle(one)}`).join(', ')} }`;
}

/** A scalar as YAML reads it back, in the quotes that scenarios mostly have. */
function scalar(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return yamlString(value) === value ? value : `'${value.replaceAll("'", "''")}'`;
}

/** One line, whatever the text has. */
function comment(text: string): string {
  return `# ${text.replaceAll(/\s+/g, ' ')}`.trimEnd();
}

import { printableText } from '../printable.ts';

/** Numbers of one kind, which may go up and down, each with the labels that set it apart. */
export interface Gauge {
  readonly name: string;
  /** One sentence without a backslash, a quote or a line feed. */
  readonly help: string;
  readonly samples: readonly (readonly [labels: Labels, value: number])[];
}

type Labels = Readonly<Record<string, string>>;

/**
 * Renders gauges as OpenMetrics 1.0, and as Prometheus' older text format 0.0.4 at the same time, since the textfile collector of
 * node_exporter reads that one. A gauge is written alike in both; `# EOF` is a comment in the older one, which OpenMetrics
 * demands. There are no timestamps, for which the collector would skip the file, and no empty lines, which OpenMetrics forbids.
 */
export function renderGauges(gauges: readonly Gauge[]): string {
  const lines = gauges.flatMap(({ name, help, samples }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...samples.map(([labels, value]) => `${seriesOf(name, labels)} ${value}`),
  ]);
  return [...lines, '# EOF', ''].join('\n');
}

/** A metric with its labels, as its lines begin. */
export function seriesOf(name: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeValue(value)}"`);
  return `${name}{${pairs.join(',')}}`;
}

function escapeValue(value: string): string {
  return printableText(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

import { InvalidArgumentError, Option } from 'commander';

/** How gently a run goes about it. */
export interface MaxRateFlag {
  readonly maxRate?: number;
}

export function maxRateOption(): Option {
  return (
    new Option(
      '--max-rate <number>',
      'new connections per second at most, over the whole run (default: any; existing cluster: 2000)',
    )
      .argParser(wholeNumber)
      // Workers start their probes each for itself.
      .conflicts('inClusterWorkers')
  );
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It is a whole number, 1 or more.');
  return value;
}

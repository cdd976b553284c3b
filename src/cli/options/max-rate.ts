import { Option } from 'commander';
import { wholeNumber } from './numbers.ts';

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

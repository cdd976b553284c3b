import { Option } from 'commander';
import { wholeNumber } from './numbers.ts';

/** How gently a run goes about it. */
export interface MaxRateFlag {
  readonly maxRate?: number;
}

export function maxRateOption(): Option {
  return (
    new Option('--max-rate <number>', 'connections a second (existing cluster: 2000)')
      .helpGroup('Probes:')
      .argParser(wholeNumber)
      // Workers start their probes each for itself.
      .conflicts('inClusterWorkers')
  );
}

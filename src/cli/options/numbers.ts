import { InvalidArgumentError, Option } from 'commander';

/** How long a probe waits, in milliseconds, for every command that probes. */
export function connectTimeoutOption(description = 'how long a probe waits for an answer', defaultMs = 3000): Option {
  return new Option('--connect-timeout <seconds>', description)
    .helpGroup('Probes:')
    .argParser(seconds)
    .default(defaultMs, String(defaultMs / 1000));
}

/** Parses a whole number, 1 or more. */
export function wholeNumber(text: string): number {
  const value = decimal(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It is a whole number, 1 or more.');
  return value;
}

/** Parses a number of seconds into milliseconds. */
function seconds(text: string): number {
  const value = decimal(text);
  if (!(value >= 0.5 && value <= 60)) throw new InvalidArgumentError('It is a number of seconds from 0.5 to 60.');
  return value * 1000;
}

/** Not a number for what JavaScript reads besides decimals: nothing at all, `0x3`, `1e1`, `080`. */
export function decimal(text: string): number {
  return /^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

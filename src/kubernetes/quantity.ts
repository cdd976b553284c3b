/** What the suffix of a quantity multiplies it by (Kubernetes documentation, Quantity). */
const suffixes: Readonly<Record<string, number>> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A quantity such as 500m or 1Gi as a number; `undefined` for what is none. */
export function quantityOf(value: unknown): number | undefined {
  const [, number, exponent = '', suffix = ''] =
    /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(String(value)) ?? [];
  return number === undefined ? undefined : Number(`${number}${exponent}`) * (suffixes[suffix] ?? 1);
}

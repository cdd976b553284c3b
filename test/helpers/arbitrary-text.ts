import * as fc from 'fast-check';

const surrogates = 0x800;

/** Any character; often one of the first, which control what a terminal does. */
const character = fc
  .nat({ max: 0x10ffff - surrogates })
  .map((index) => String.fromCodePoint(index < 0xd800 ? index : index + surrogates));

/** Text of any characters. As fast-check's own unit `binary`, which takes more than a second to make. */
export function anyText(lengths: { readonly maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.string({ unit: character, ...lengths });
}

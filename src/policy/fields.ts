import { z } from 'zod';
import type { LabelSelector } from '../model/scenario.ts';
import { canonicalCidr } from '../kubernetes/cidr.ts';

/** What is null is empty: that is how the API server decodes a text. */
const text = z.preprocess((value) => value ?? '', z.string());

/** LabelSelector of the Kubernetes API reference, as people write it: fields may be null. */
export const labelSelector = z.strictObject({
  matchLabels: z.record(z.string(), text).nullish(),
  matchExpressions: z
    .array(
      z.strictObject({
        key: z.string(),
        operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
        values: z.array(text).nullish(),
      }),
    )
    .nullish(),
});

/** A block of addresses. */
export const cidr = z.string().transform((written, context) => {
  const canonical = canonicalCidr(written);
  if (canonical === undefined)
    context.addIssue({ code: 'custom', message: `"${written}" is not a CIDR such as 10.0.0.0/8` });
  return canonical ?? written;
});

/** The selector without its nulls; `undefined` where there is none, which is not the same as an empty one. */
export function selectorOf(selector: z.infer<typeof labelSelector> | null | undefined): LabelSelector | undefined {
  return (
    (selector && {
      matchLabels: selector.matchLabels ?? undefined,
      matchExpressions: selector.matchExpressions?.map(({ values, ...rest }) => ({
        ...rest,
        values: values ?? undefined,
      })),
    }) ||
    undefined
  );
}

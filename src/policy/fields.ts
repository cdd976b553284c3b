import { z } from 'zod';
import type { LabelSelector } from '../model/scenario.ts';
import { canonicalCidr } from '../kubernetes/cidr.ts';

/** LabelSelector of the Kubernetes API reference, as people write it: fields may be null. */
export const labelSelector = z.strictObject({
  matchLabels: z.record(z.string(), z.string()).nullish(),
  matchExpressions: z
    .array(
      z.strictObject({
        key: z.string(),
        operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
        values: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
});

/** A block of addresses. */
export const cidr = z.string().transform((text, context) => {
  const canonical = canonicalCidr(text);
  if (canonical === undefined)
    context.addIssue({ code: 'custom', message: `"${text}" is not a CIDR such as 10.0.0.0/8` });
  return canonical ?? text;
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

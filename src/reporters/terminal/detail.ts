/** How much a person wants to be told: what is wrong and the verdict, what has to be known, or every attempt as well. */
export type Detail = 'quiet' | 'normal' | 'verbose';

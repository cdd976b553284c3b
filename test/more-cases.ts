import * as fc from 'fast-check';

/** Cases of every property that does not say how many; fast-check's own default is 100. */
fc.configureGlobal({ numRuns: 500 });

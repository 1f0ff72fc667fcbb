import fc from 'fast-check'

/**
 * Property tests draw the same cases in every run: a red run means that something was changed, and can be had again.
 * MINGZHANG_PROPERTIES=5000 looks for new cases instead: that many of each property, from another seed each time.
 */
const runs = process.env['MINGZHANG_PROPERTIES']
fc.configureGlobal(runs === undefined || runs === '' ? { seed: 1 } : { numRuns: Number.parseInt(runs, 10) })

import { runCommandLine } from '#main/cli/run.ts'

/** Says when it comes to the given step, and stops there until it is killed. */
const [step = '', ...argv] = process.argv.slice(2)
process.exitCode = await runCommandLine(argv, {
  out: () => undefined,
  error: () => undefined,
  progress: (text) => {
    if (!text.startsWith(step)) return
    process.send?.(text)
    // Ends by itself when the test that should kill it is gone.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20_000)
  },
})

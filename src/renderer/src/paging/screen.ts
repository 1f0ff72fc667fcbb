/**
 * What the paged preview adds to the style sheet of the print: sheets of paper one below the other, and columns to measure in.
 * Letters keep the widths they have in print, which do not follow the pixels of a screen.
 */
export const SCREEN = `
html { background: #8a8f98; text-rendering: geometricPrecision; }
body { margin: 0 !important; padding: 18px 0 40px !important; display: flex; flex-direction: column; align-items: safe center; gap: 18px; counter-reset: none; }
.mz-bench { position: absolute; top: 0; left: 0; width: 0; height: 0; overflow: hidden; visibility: hidden; }
.mz-columns { column-fill: auto; flex: none; }
.mz-columns > .break { break-before: column; }
.mz-columns .mz-next { break-before: column; }
.mz-columns thead { break-inside: avoid; }
.mz-columns .mz-more tbody tr:last-child { break-before: auto; }
.mz-page { background: #fff; color: #000; box-sizing: border-box; box-shadow: 0 2px 14px rgb(0 0 0 / 35%); flex: none; position: relative; page: auto; break-before: auto; scroll-margin-top: 12px; content-visibility: auto; zoom: var(--mz-zoom); }
.mz-page > .break { break-before: auto; }
.mz-first, .mz-first > :first-child { margin-top: 0 !important; }
.mz-continued { text-indent: 0 !important; }
.mz-cut { text-align-last: justify; }
`

/** The style sheet of the publishing page: readable on a telephone and in print, without a font of its own. */
export const PUBLISH_CSS = `
:root { color-scheme: light; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; color: #1a1a1a; background: #fff;
  font: 1.0625rem/1.8 "Noto Serif SC", "Songti SC", SimSun, "宋体", serif; }
header { text-align: center; margin: 2rem 0; }
header p { margin: 0.5rem 0; }
.cover-unit { font-size: 1.4rem; }
.cover-title { font-size: 1.8rem; font-weight: bold; }
h1, h2, h3, h4 { line-height: 1.4; margin: 1.6em 0 0.6em; }
h1 { font-size: 1.6rem; text-align: center; }
h2 { font-size: 1.25rem; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; }
p { margin: 0.5em 0; overflow-wrap: anywhere; }
.body, .list { text-indent: 2em; }
.title { text-align: center; font-weight: bold; }
.note, .grid-note { font-size: 0.9rem; }
nav ul { list-style: none; padding: 0; }
nav a { color: #0b4f9e; text-decoration: none; }
nav a:hover, nav a:focus { text-decoration: underline; }
.toc1 { font-weight: bold; }
.toc2 { padding-left: 1em; }
.toc3 { padding-left: 2em; }
.toc4 { padding-left: 3em; }
.grid-head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1em; font-size: 0.9rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; line-height: 1.5; }
caption { font-size: 1.1rem; font-weight: bold; padding: 0.3em; }
th, td { border: 1px solid #555; padding: 0.2em 0.4em; vertical-align: middle; font-weight: normal; }
thead th { background: #f2f4f7; text-align: center; }
mark { background: #ffeb3b; color: #b00020; }
@media print { .scroll { overflow: visible; } thead { display: table-header-group; } tr { break-inside: avoid; } }
`

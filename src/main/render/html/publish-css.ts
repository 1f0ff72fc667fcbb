/** The style sheet of the publishing page: readable on a telephone and in print, without a font of its own. */
export const PUBLISH_CSS = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; color: #1f2328; background: #f4f5f7;
  font: 1.0625rem/1.85 "Noto Serif SC", "Songti SC", SimSun, "宋体", serif; }
main { max-width: 64rem; margin: 0 auto; padding: 2rem clamp(1rem, 5vw, 4rem) 4rem; background: #fff; }
header { text-align: center; margin: 2.5rem 0 3rem; text-wrap: balance; }
header p { margin: 0.6rem 0; line-height: 1.5; }
.cover-unit { font-size: 1.35rem; }
.cover-title { font-size: 1.8rem; font-weight: bold; }
.cover-date { color: #57606a; }
h1, h2, h3, h4 { line-height: 1.45; margin: 1.8em 0 0.6em; scroll-margin-top: 1rem; }
h1 { font-size: 1.55rem; text-align: center; margin-top: 3.5rem; padding-top: 1.5rem; border-top: 1px solid #d8dee4; }
h2 { font-size: 1.2rem; }
h3 { font-size: 1.08rem; }
h4 { font-size: 1rem; }
p { margin: 0.6em 0; overflow-wrap: anywhere; }
.body, .list { text-indent: 2em; max-width: 46em; margin-left: auto; margin-right: auto; }
main > h2, main > h3, main > h4 { max-width: calc(46 * 1.0625rem); margin-left: auto; margin-right: auto; }
.title { text-align: center; font-weight: bold; }
.note, .grid-note { font-size: 0.875rem; line-height: 1.7; color: #424a53; }
nav { margin: 2rem auto; max-width: 46em; padding: 1rem 1.5rem; background: #f6f8fa; border: 1px solid #d8dee4; border-radius: 6px; }
nav .title { margin-top: 0; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li { line-height: 1.7; padding-top: 0.15em; padding-bottom: 0.15em; }
nav a { color: #0b4f9e; text-decoration: none; }
nav a:hover, nav a:focus { text-decoration: underline; }
.toc1 { font-weight: bold; margin-top: 0.5em; }
.toc2 { padding-left: 1em; }
.toc3 { padding-left: 2em; }
.toc4 { padding-left: 3em; }
figure { margin: 1.5rem auto; max-width: 46em; font-family: "Noto Sans SC", "Microsoft YaHei", "黑体", sans-serif; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { text-align: center; font-size: 0.875rem; color: #424a53; }
section { margin: 3rem 0; scroll-margin-top: 1rem; }
.grid-title { margin: 0 0 0.4em; font-size: 1.2rem; font-weight: bold; text-align: center; text-wrap: balance; }
.grid-code { margin: 0; font-size: 0.875rem; line-height: 1.6; text-align: right; }
.grid-head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1em; margin-bottom: 0.3em; font-size: 0.875rem; line-height: 1.6; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid #0b4f9e; outline-offset: 2px; }
table { font-size: 0.875rem; line-height: 1.5; font-variant-numeric: tabular-nums; background: #fff; }
th, td { border: 1px solid #8c959f; padding: 0.3em 0.45em; vertical-align: middle; font-weight: normal; }
thead th { background: #f2f4f7; }
tbody tr:hover > * { background: #f6f8fa; }
mark { background: #ffeb3b; color: #b00020; }
@media (max-width: 40rem) {
  main { padding-top: 1rem; }
  header { margin: 1.5rem 0 2rem; }
  .cover-unit { font-size: 1.15rem; }
  .cover-title { font-size: 1.5rem; }
  h1 { font-size: 1.35rem; }
  nav { padding: 0.75rem 1rem; }
}
@media print {
  body { background: none; }
  main { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  table { min-width: 0 !important; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
`

import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import type { PastedText } from '#core/pasted/blocks.ts'
import { readMarkup } from '#core/pasted/read-markup.ts'
import { readPlain } from '#core/pasted/read-plain.ts'
import { structureText } from '#core/pasted/to-markdown.ts'

function pasted(html: string): PastedText {
  const body = new JSDOM(html, { contentType: 'text/html' }).window.document.querySelector('body')
  if (!body) throw new Error('jsdom made no body')
  return readMarkup(body)
}
const markdown = (html: string, title?: string): string => structureText(pasted(html), 2, title).markdown

test('the paragraphs that Word puts on the clipboard keep headings, lists with their numbers, and tables', () => {
  const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{mso-style-name:x}</style></head>
  <body lang=ZH-CN><!--StartFragment-->
  <h1><a name="_Toc1"></a><span style='mso-list:Ignore'>一、<span style='font:7.0pt'>&nbsp; </span></span>绩效评价报告<o:p></o:p></h1>
  <h2>（一）基本情况</h2>
  <p class=MsoNormal style='text-indent:21.0pt'>全年工作
  平稳，<span style='mso-hide:all;display:none'>内部批注</span>完成任务。<o:p></o:p></p>
  <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>办文</p>
  <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>l<span>&nbsp;</span></span>收文</p>
  <table class=MsoTableGrid><tr><td><p class=MsoNormal>指标</p></td><td><p>完成</p></td></tr><tr><td>办文</td><td>100%</td></tr></table>
  <!--EndFragment--></body></html>`
  expect(structureText(pasted(word), 2)).toEqual({
    title: '一、绩效评价报告',
    markdown: [
      '### （一）基本情况',
      '',
      '全年工作平稳，完成任务。',
      '',
      '1.办文',
      '',
      '  - 收文',
      '',
      '::: 网格',
      '指标 | 完成',
      '办文 | 100%',
      '::: 完',
    ].join('\n'),
    notes: [],
  })
})

test('headings are recognised by their numbers where nobody used styles; a sentence is none', () => {
  const html =
    '<p>一、总体情况</p><p>（一）收入</p><p>（二）支出情况。全年支出平稳。</p><p>1.办公费</p><p>1.5万元是办公费</p>'
  expect(markdown(html, '三、其他')).toBe(
    '### 一、总体情况\n\n#### （一）收入\n\n（二）支出情况。全年支出平稳。\n\n1.办公费\n\n1.5万元是办公费',
  )
})

test('scripts, styles, hidden and deleted text never pass, and images are said to be left out', () => {
  const html =
    '<p>甲<script>alert(1)</script><style>p{}</style><span style="display:none">乙</span><del>丙</del><img src="x" onerror="alert(1)"><svg><text>丁</text></svg></p><p hidden>戊</p><p class="MsoToc1">第一部分 1</p><p style="font-size:0">己</p><iframe srcdoc="庚"></iframe>'
  const { markdown: text, notes } = structureText(pasted(html), 2, '题')
  expect(text).toBe('甲')
  expect(notes).toEqual(['原文中的 1 张图片没有带入，文稿里只放文字和表格。'])
})

test('levels are closed up under the heading of the section, and what would be too deep is a paragraph', () => {
  const html = '<h1>甲</h1><h4>乙</h4><h6>丙</h6><p>文</p>'
  expect(markdown(html, '题')).toBe('### 甲\n\n#### 乙\n\n丙\n\n文')
})

test('merged cells are parted, told, and nothing of them is lost or doubled', () => {
  const html =
    '<table><tr><th colspan=2>甲</th><th>乙</th></tr><tr><td rowspan=2>一</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4|5<br>6</td></tr></table>'
  const { markdown: text, notes } = structureText(pasted(html), 2, '题')
  expect(text).toBe('::: 网格\n甲 |  | 乙\n一 | 1 | 2\n | 3 | 4\\|5<br>6\n::: 完')
  expect(notes).toEqual(['原文表格中有 2 处合并单元格，已拆成单格，内容在左上角一格，请核对。'])
})

test('nested lists are numbered as offices do', () => {
  const html = '<ol><li>甲<ol><li>乙</li><li><p>丙</p><p>丁</p></li></ol></li><li>戊</li></ol><ul><li>己</li></ul>'
  expect(markdown(html, '题').split('\n\n')).toEqual(['1.甲', '（1）乙', '（2）丙', '丁', '1.戊', '- 己'])
})

test('lines that look like the template language stay words', () => {
  const text = '::: 若 年度 = 1\n[2021]5号文\n\\x\n<!-- 没有结束'
  expect(structureText(readPlain(text), 2, '题').markdown.split('\n\n')).toEqual([
    '\\::: 若 年度 = 1',
    '\\[2021]5号文',
    '\\\\x',
    '\\<!-- 没有结束',
  ])
})

test('Markdown and plain text: headings, lists, tables, and one paragraph a line', () => {
  const text =
    '# 总体情况\n　　第一段。\n第二段。\n- 甲\n  - 乙\n\n| 指标 | 完成 |\n|---|:-:|\n| 办文 | **是** |\n![图](x.png)\n'
  expect(structureText(readPlain(text), 1)).toEqual({
    title: '总体情况',
    markdown: '第一段。\n\n第二段。\n\n- 甲\n\n  - 乙\n\n::: 网格\n指标 | 完成\n办文 | 是\n::: 完',
    notes: ['原文中的 1 张图片没有带入，文稿里只放文字和表格。'],
  })
})

test('what lies hundreds of elements deep is not read, and that is said', () => {
  const { markdown: text, notes } = structureText(
    pasted(`${'<div>'.repeat(300)}甲${'</div>'.repeat(300)}<p>乙</p>`),
    2,
    '题',
  )
  expect(text).toBe('乙')
  expect(notes).toEqual(['原文有一部分嵌套过深，没有带入，请把那一部分单独复制一次。'])
})

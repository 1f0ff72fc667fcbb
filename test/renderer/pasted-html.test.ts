import { expect, test } from 'vitest'
import { readMarkup } from '#core/pasted/read-markup.ts'
import { structureText } from '#core/pasted/to-markdown.ts'
import { pastedBody } from '../../src/renderer/src/pasted-html.ts'

test('no style of pasted markup is left to be applied, and what it says is still heeded', () => {
  const body = pastedBody(
    `<html><head><style><!-- p { color: red } --></style></head><body><p STYLE='mso-outline-level:1'>甲</p>
    <p style="text-indent:2em">style="乙"<span\nstyle = 'mso-hide:all'>内部批注</span></p></body></html>`,
  )
  expect(body.ownerDocument.querySelectorAll('[style], style').length).toBe(0)
  expect(structureText(readMarkup(body), 2)).toMatchObject({ title: '甲', markdown: 'style="乙"' })
})

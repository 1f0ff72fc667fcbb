import { z } from 'zod'

/**
 * charts.yaml: pictures of figures, for the window and, with `::: 图 id`, for the document.
 *
 * 构成  how one amount is made up: each item a slice; a row @类, @款 or @项 gives one slice for each code row
 * 历年  the items over the unit's reports of the same stage, a series each
 */
export const chart = z.strictObject({
  id: z.string().regex(/^[^\s/{}（），,]+$/u, '不能为空，不能含空格、“/”、括号或逗号'),
  title: z.string().min(1),
  kind: z.enum(['构成', '历年']),
  items: z
    .array(
      z.strictObject({
        /** 表/行/列 */
        ref: z.string().min(1),
        /** What the picture calls it; a code row is called by its own name. */
        label: z.string().optional(),
      }),
    )
    .min(1),
})

export type PackChart = z.infer<typeof chart>

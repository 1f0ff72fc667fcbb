import type { Connection } from '../connection.ts'

/** What a unit does to one sentence or section of a pack. */
export type OverlayChange =
  | { readonly action: 'replace'; readonly markdown: string }
  | { readonly action: 'omit' }
  /** `after` is the id of the neighbour before it; undefined puts it at the end. */
  | { readonly action: 'add'; readonly markdown: string; readonly after?: string | undefined }

export interface OverlayPlace {
  readonly unit: string
  readonly pack: string
  readonly place: 'sentence' | 'section'
  readonly id: string
}

export interface Overlay extends OverlayPlace {
  readonly change: OverlayChange
  readonly who: string
  readonly at: string
}

interface OverlayRow {
  readonly unit_code: string
  readonly pack_id: string
  readonly place: 'sentence' | 'section'
  readonly place_id: string
  readonly action: 'replace' | 'omit' | 'add' | 'withdraw'
  readonly after_id: string | null
  readonly markdown: string | null
  readonly who: string
  readonly at: string
}

/** A unit's own wording over a pack: the newest change of a place counts, all are kept. */
export function overlaysRepository({ db, session, remember }: Connection) {
  const insert = db.prepare(`
    INSERT INTO overlay (unit_code, pack_id, place, place_id, action, after_id, markdown, audit_id)
    VALUES (@unit, @pack, @place, @id, @action, @after, @markdown, @auditId)`)
  const selectCurrent = db.prepare<[string, string], OverlayRow>(`
    SELECT o.unit_code, o.pack_id, o.place, o.place_id, o.action, o.after_id, o.markdown, a.who, a.at
    FROM overlay o JOIN audit_log a ON a.id = o.audit_id
    WHERE o.id IN (SELECT max(id) FROM overlay WHERE unit_code = ? AND pack_id = ? GROUP BY place, place_id)
      AND o.action <> 'withdraw'
    ORDER BY o.id`)
  const put = (
    { unit, pack, place, id }: OverlayPlace,
    change: OverlayChange | { readonly action: 'withdraw' },
  ): void => {
    const after = change.action === 'add' ? (change.after ?? null) : null
    const markdown = 'markdown' in change ? change.markdown : null
    insert.run({ unit, pack, place, id, action: change.action, after, markdown, auditId: session().auditId })
  }
  const all = remember(['overlay', 'unit'], (unit: string, pack: string): readonly Overlay[] =>
    selectCurrent.all(unit, pack).flatMap((row) => {
      const change = changeOf(row)
      if (change === undefined) return []
      return [
        {
          unit: row.unit_code,
          pack: row.pack_id,
          place: row.place,
          id: row.place_id,
          change,
          who: row.who,
          at: row.at,
        },
      ]
    }),
  )

  return {
    save: (place: OverlayPlace, change: OverlayChange): void => {
      put(place, change)
    },
    /** The pack's own wording again. */
    withdraw: (place: OverlayPlace): void => {
      put(place, { action: 'withdraw' })
    },
    /** Carries a unit's changes to the pack of another year; the number of changes comes back. */
    carryOver(unit: string, fromPack: string, toPack: string): number {
      const known = new Set(all(unit, toPack).map(({ place, id }) => `${place}/${id}`))
      const carried = all(unit, fromPack).filter(({ place, id }) => !known.has(`${place}/${id}`))
      for (const { place, id, change } of carried) put({ unit, pack: toPack, place, id }, change)
      return carried.length
    },
    /** The changes in force. */
    all,
  }
}

function changeOf({ action, markdown, after_id }: OverlayRow): OverlayChange | undefined {
  switch (action) {
    case 'omit':
      return { action }
    case 'withdraw':
      return undefined
    case 'replace':
      return { action, markdown: markdown ?? '' }
    case 'add':
      return { action, markdown: markdown ?? '', after: after_id ?? undefined }
  }
}

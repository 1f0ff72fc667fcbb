import type { Unit, UnitNature } from '#core/model/report.ts'
import type { Connection } from '../connection.ts'
import { storeRefusal } from '../store-errors.ts'

interface UnitRow {
  readonly code: string
  readonly name: string
  readonly short_name: string
  readonly nature: UnitNature
  readonly parent: string | null
}

/** The tree of departments and their subordinate units. */
export function unitsRepository({ db, session, remember }: Connection) {
  const upsert = db.prepare(`
    INSERT INTO unit (code, name, short_name, nature, parent) VALUES (@code, @name, @shortName, @nature, @parent)
    ON CONFLICT (code) DO UPDATE SET
      name = excluded.name, short_name = excluded.short_name, nature = excluded.nature, parent = excluded.parent`)
  const rename = db.prepare('UPDATE unit SET code = ? WHERE code = ?')
  const selectOne = db.prepare<[string], UnitRow>(
    'SELECT code, name, short_name, nature, parent FROM unit WHERE code = ?',
  )
  const selectAll = db.prepare<[], UnitRow>('SELECT code, name, short_name, nature, parent FROM unit ORDER BY code')
  const selectAbove = db.prepare<[string], { code: string }>(`
    WITH RECURSIVE above (code) AS (
      SELECT ? UNION SELECT u.parent FROM unit u JOIN above a ON u.code = a.code WHERE u.parent IS NOT NULL)
    SELECT code FROM above`)

  const requireTree = ({ code, name, parent }: Unit): void => {
    if (parent === undefined) return
    if (selectOne.get(parent) === undefined) {
      throw storeRefusal(
        'DB_UNIT_PARENT',
        `单位“${name}”的上级单位代码“${parent}”不存在。`,
        '先建立上级单位，再建立下级单位。',
      )
    }
    if (selectAbove.all(parent).some((above) => above.code === code)) {
      throw storeRefusal(
        'DB_UNIT_CYCLE',
        `单位“${name}”不能挂在自己或自己的下级单位之下。`,
        '为它另选一个上级单位，或不填上级单位。',
      )
    }
  }

  const requireFree = (code: string): void => {
    const other = selectOne.get(code)
    if (other === undefined) return
    throw storeRefusal(
      'DB_UNIT_EXISTS',
      `单位代码“${code}”已经是“${other.name}”的。`,
      '换一个没有用过的单位代码，或选择已有的这个单位。',
    )
  }

  return {
    /** Adds a unit whose code no other has. Errors: DB_UNIT_EXISTS, DB_UNIT_PARENT. */
    add(unit: Unit): void {
      session()
      requireFree(unit.code)
      requireTree(unit)
      upsert.run({ ...unit, parent: unit.parent ?? null })
    },
    /** Adds the unit or changes it. Errors: DB_UNIT_PARENT, DB_UNIT_CYCLE. */
    save(unit: Unit): void {
      session()
      requireTree(unit)
      upsert.run({ ...unit, parent: unit.parent ?? null })
    },
    /** Gives a unit another code; its reports and subordinate units follow. */
    rename(from: string, to: string): void {
      session()
      requireFree(to)
      rename.run(to, from)
    },
    find: remember(['unit'], (code: string): Unit | undefined => {
      const row = selectOne.get(code)
      return row && toUnit(row)
    }),
    all: (): readonly Unit[] => selectAll.all().map(toUnit),
  }
}

const toUnit = (row: UnitRow): Unit => ({
  code: row.code,
  name: row.name,
  shortName: row.short_name,
  nature: row.nature,
  parent: row.parent ?? undefined,
})

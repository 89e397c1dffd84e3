import type { RowsQuery } from '#console/api/redrock.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { saveFile } from './saveFile.ts'
import { useSaving } from './useSaving.ts'
import { writeRows, type Format } from './writeRows.ts'

/** Writes a list into a file that the browser saves. */
export const useExport = <Row>(type: ObjectType, reading: RowsQuery<Row>) =>
  useSaving({ rows: 0, total: 0 }, async (format: Format, saving) => {
    const { file, ...written } = await writeRows({ type, reading, format, ...saving })
    return {
      name: saveFile(file, { what: nouns[type].many.replaceAll(' ', '-'), ending: format }),
      ...written,
    }
  })

import { linesOf, readRecording } from '../recording/recording.ts'
import { download } from './download.ts'
import type { Viewing } from './viewing.ts'

const most = 256_000_000

/** Saves what the log holds. */
export const saveRecording = (viewing: Viewing): void => {
  const lines = linesOf(viewing.id, viewing.log)
  download('rx-ucwa-recording.jsonl', new Blob([`${lines.join('\n')}\n`], { type: 'application/x-ndjson' }))
}

/** Opens a recording, or says in words why not. */
export const openRecording = (viewing: Viewing, name: string, text: string): void => {
  const result = readRecording(text)
  if ('refused' in result) return viewing.warn([`${name}: ${result.refused}`])
  const { header, entries, warnings } = result.read
  viewing.header(header)
  viewing.entries(entries)
  viewing.standing({ state: 'recording', words: `recording ${name}` })
  viewing.warn(warnings)
}

/** Opens a file as a recording. */
export const openFile = async (viewing: Viewing, file: File): Promise<void> => {
  if (file.size > most) return viewing.warn([`${file.name}: too large to be opened (${file.size} bytes).`])
  openRecording(viewing, file.name, await file.text())
}

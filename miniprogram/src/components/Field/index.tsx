import { Box, TextArea, TextLine } from '../../elements'
import type { TextEntryProps } from '../../elements/types.ts'
import { isTooLong, lengthOf } from '../../format/characters.ts'
import './index.scss'

interface FieldProps extends Omit<TextEntryProps, 'hint' | 'invalid'> {
  /** What to write, or where to find it. */
  help?: string | undefined
  /** What is wrong with what is in it. */
  fault?: string | null | undefined
  tall?: boolean | undefined
  /** The label stands elsewhere. */
  bare?: boolean | undefined
}

export function Field({ help, fault, tall = false, bare = false, ...entry }: FieldProps) {
  // Nothing of a long text is cut off: who has written it decides what goes.
  const tooLong = tall && isTooLong(entry.value, entry.most)
  const wrong = fault ?? (tooLong ? `最多 ${entry.most} 个字，现在 ${lengthOf(entry.value.trim())} 个字` : null)
  const hint = wrong ?? help
  const given = { ...entry, hint, invalid: Boolean(wrong) }
  return (
    <Box className={`field ${wrong ? 'field--wrong' : ''}`}>
      {!bare && (
        <Box className="field__label" hidden>
          {entry.label}
        </Box>
      )}
      {tall ? <TextArea {...given} /> : <TextLine {...given} />}
      {hint !== undefined && (
        <Box className="field__hint" id={`${entry.id}-hint`} role={wrong ? 'alert' : undefined}>
          {hint}
        </Box>
      )}
    </Box>
  )
}

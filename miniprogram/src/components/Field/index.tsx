import { Box, TextArea, TextLine } from '../../elements'
import type { TextEntryProps } from '../../elements/types.ts'
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
  const hint = fault ?? help
  const given = { ...entry, hint, invalid: Boolean(fault) }
  return (
    <Box className={`field ${fault ? 'field--wrong' : ''}`}>
      {!bare && (
        <Box className="field__label" hidden>
          {entry.label}
        </Box>
      )}
      {tall ? <TextArea {...given} /> : <TextLine {...given} />}
      {hint !== undefined && (
        <Box className="field__hint" id={`${entry.id}-hint`} role={fault ? 'alert' : undefined}>
          {hint}
        </Box>
      )}
    </Box>
  )
}

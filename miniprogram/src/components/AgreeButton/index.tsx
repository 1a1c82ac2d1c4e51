import { Button } from '../Button/index.tsx'
import { agreeButtonId } from '../../privacy/agreeButtonId.ts'

/** Where the platform has no say of its own. */
export function AgreeButton({ onAgree }: { onAgree: () => void }) {
  return (
    <Button kind="main" onPress={onAgree} id={agreeButtonId}>
      同意
    </Button>
  )
}

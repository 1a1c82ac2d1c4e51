import { Button as AlipayButton } from '@tarojs/components'
import { agreeButtonId } from '../../privacy/agreeButtonId.ts'

/** Alipay takes consent from a button of this kind only, when it is tapped; versions without the question ignore the kind. */
export function AgreeButton({ onAgree }: { onAgree: () => void }) {
  return (
    <AlipayButton
      id={agreeButtonId}
      className="tap button button--main"
      hoverClass="tap--down"
      openType="agreePrivacyAuthorization"
      onClick={onAgree}
    >
      同意
    </AlipayButton>
  )
}

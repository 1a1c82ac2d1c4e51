import { Button as WechatButton } from '@tarojs/components'
import { agreeButtonId } from '../../privacy/agreeButtonId.ts'
import { Button } from '../Button/index.tsx'

interface AgreeButtonProps {
  onAgree: () => void
}

/** WeChat takes consent from a button of this kind only; versions before 8.0.42 know neither the button nor the question. */
export function AgreeButton({ onAgree }: AgreeButtonProps) {
  if (wx.requirePrivacyAuthorize === undefined) {
    return (
      <Button kind="main" onPress={onAgree} id={agreeButtonId}>
        同意
      </Button>
    )
  }
  return (
    <WechatButton
      id={agreeButtonId}
      className="tap button button--main"
      hoverClass="tap--down"
      openType="agreePrivacyAuthorization"
      onAgreePrivacyAuthorization={onAgree}
    >
      同意
    </WechatButton>
  )
}

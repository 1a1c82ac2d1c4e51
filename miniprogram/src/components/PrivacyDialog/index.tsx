import { useEffect, useState } from 'react'
import { Box, Heading } from '../../elements'
import { useHub } from '../../hub/useHub.ts'
import { AgreeButton } from '../AgreeButton'
import { Button } from '../Button/index.tsx'
import { PrivacyText } from '../PrivacyText/index.tsx'
import './index.scss'

/** Asks for consent, over the page, while somebody waits for it. */
export function PrivacyDialog() {
  const { privacy } = useHub()
  const [asking, setAsking] = useState(() => privacy.isAsking())
  const [whole, setWhole] = useState(false)
  useEffect(() => privacy.onChange(() => setAsking(privacy.isAsking())), [privacy])
  if (!asking) return null
  return (
    <Box className="privacy-dialog" role="alert">
      <Box className="privacy-dialog__card">
        <Heading level={2} className="privacy-dialog__title">
          使用前请您了解
        </Heading>
        <Box className="privacy-dialog__words">
          {whole ? (
            <PrivacyText />
          ) : (
            <>
              <Box>为了认出是您，我们会用到平台给的登录编号；为了办用水业务，会保存您绑定的户号、缴费和报修记录。</Box>
              <Box>照片和位置只在您报修时自己点了才用。不做广告，不卖给别人。</Box>
            </>
          )}
        </Box>
        {!whole && (
          <Button kind="link" onPress={() => setWhole(true)} id="whole-privacy">
            看完整的隐私说明
          </Button>
        )}
        <AgreeButton onAgree={() => privacy.answer(true)} />
        <Button onPress={() => privacy.answer(false)} id="refuse-privacy">
          不同意
        </Button>
      </Box>
    </Box>
  )
}

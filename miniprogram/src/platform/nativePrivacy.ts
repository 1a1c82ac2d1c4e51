/** What WeChat and Alipay have for consent, alike; older versions have none of it, and Taro does not pass it on. */
export interface NativePrivacy {
  onNeedPrivacyAuthorization?: (hear: (resolve: (outcome: PrivacyOutcome) => void) => void) => void
  requirePrivacyAuthorize?: (question: { success: () => void; fail: () => void }) => void
}

export type PrivacyOutcome = { event: 'agree'; buttonId: string } | { event: 'disagree' }

import { Card } from '../Card/index.tsx'
import { Box } from '../../elements'
import { hotline } from '../BigCall/index.tsx'

/** All of what is collected, what for, and how to end it. Another text is another version in `privacy.ts`. */
export function PrivacyText() {
  return (
    <>
      <Card title="我们用到哪些信息">
        <Box>登录：平台给我们的一个编号，用来认出是您。我们拿不到您的微信或支付宝昵称、头像和好友。</Box>
        <Box>办业务：您绑定的户号、户名、用水地址和登记的手机号，账单、缴费、发票和报修记录。</Box>
        <Box>照片和位置：只在您报修时自己点“加照片”“附上位置”才会用到，用来找到并修好问题。</Box>
        <Box>本公司维修人员：处理前后的照片随工单上传，位置只在手机上用来按远近排工单，不上传。</Box>
        <Box>手机里：会存登录状态、没有写完的报修和最近看过的内容，退出登录就清掉。</Box>
      </Card>
      <Card title="用来做什么">
        <Box>只用来查水费、缴水费、开发票、通知停水和处理报修，不做广告，也不卖给别人。</Box>
        <Box>付款由微信、支付宝等支付机构完成，开票由税务平台完成，它们只会得到这一笔所需的信息。</Box>
      </Card>
      <Card title="您可以怎么做">
        <Box>不同意也能看停水信息和办事帮助；登录、照片和位置要您同意才用。</Box>
        <Box>在“我的户号”里可以解除绑定，在“设置”里可以退出登录，在隐私说明页可以撤回同意。</Box>
        <Box>想查询、更正或删除信息，请拨打 {hotline}。</Box>
      </Card>
    </>
  )
}

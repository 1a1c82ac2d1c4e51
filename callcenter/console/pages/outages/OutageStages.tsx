import { Progress } from 'antd'
import { moment, timeOf } from '../../format/moment.ts'
import { Nothing } from '../../look/Answered.tsx'
import { useNow } from '../../look/useNow.ts'
import { progressOf, type Stage } from './outageWords.ts'

const channels = { app: '小程序', sms: '短信' } as const

/** How far people have been told, the newest stage first. */
export function OutageStages({ stages }: { stages: readonly Stage[] }) {
  if (stages.length === 0) return <Nothing>没有发布过，也没有通知过任何人</Nothing>
  return (
    <ol>
      {stages.map((stage) => (
        <OneStage key={stage.id} stage={stage} />
      ))}
    </ol>
  )
}

function OneStage({ stage }: { stage: Stage }) {
  const { percent, going, total, failed } = progressOf(stage)
  const time = timeOf(useNow(60_000))
  const isNight = time >= '22:00' || time < '07:00'
  const state = going ? (stage.spread ? '正在发送' : '正在生成通知') : failed > 0 ? '已发完，有失败' : '已发完'
  return (
    <li className="stage">
      <h3>
        第 {stage.number} 次：{stage.title} <span className="soft figures">{moment(stage.createdAt)}</span>
      </h3>
      <p className="written">{stage.body}</p>
      <Progress
        size="small"
        aria-label={`第 ${stage.number} 次通知进度`}
        percent={percent}
        status={going ? 'active' : failed > 0 ? 'exception' : 'success'}
        format={() => (going ? `${percent}%` : '完成')}
      />
      <p className="figures" role="status">
        {state}，共 {total} 条
      </p>
      <ul className="figures soft">
        {(['app', 'sms'] as const).map((channel) => (
          <li key={channel}>
            {channels[channel]}：{countWords(stage.counts[channel])}
            {channel === 'sms' && stage.counts.sms.due > 0 && isNight && '；不紧急的短信夜间不发，早上 07:00 再发'}
          </li>
        ))}
      </ul>
    </li>
  )
}

function countWords({ due, sent, failed, superseded }: Stage['counts']['app']): string {
  const words = [
    `已送达 ${sent}`,
    ...(due > 0 ? [`待发 ${due}`] : []),
    ...(failed > 0 ? [`失败 ${failed}`] : []),
    ...(superseded > 0 ? [`已被新通知代替 ${superseded}`] : []),
  ]
  return words.join('，')
}

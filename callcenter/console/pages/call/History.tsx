import { ago, moment } from '../../format/moment.ts'
import { Nothing } from '../../look/Answered.tsx'
import { useNow } from '../../look/useNow.ts'
import type { CallerPage } from './fitting.ts'

const channels = { call: '电话', workOrder: '工单', notice: '通知' } as const

/** What has been between this person and the utility, on every channel, the newest first. */
export function History({ contacts }: Pick<CallerPage, 'contacts'>) {
  const now = useNow(60_000)
  return (
    <section className="call-column" aria-label="历史记录" tabIndex={0}>
      <h2 className="column-head">历史记录</h2>
      {contacts.length === 0 ? (
        <Nothing>以前没有联系过；通话、工单和通知会列在这里</Nothing>
      ) : (
        <ol className="history">
          {contacts.map(({ channel, id, at, text }) => (
            <li key={`${channel}${id}`}>
              <span className={`channel channel-${channel}`}>{channels[channel]}</span>
              <div>
                <p>{text}</p>
                <p className="soft figures">
                  {moment(at)} · {ago(at, now)}
                </p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

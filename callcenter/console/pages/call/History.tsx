import { ago, moment } from '../../format/moment.ts'
import { Nothing } from '../../look/Answered.tsx'
import { useNow } from '../../look/useNow.ts'
import { contactChannels, contactText } from '../accounts/contactWords.ts'
import type { CallerPage } from './fitting.ts'
import './call.css'

/** What has been between this person and the utility, on every channel, the newest first. */
export function History({ contacts }: Pick<CallerPage, 'contacts'>) {
  const now = useNow(60_000)
  return (
    <section className="call-column" aria-label="历史记录" tabIndex={0}>
      <h2 className="column-head">历史记录</h2>
      {contacts.length === 0 ? (
        <Nothing>以前没有联系过；通话、留言、工单和通知会列在这里</Nothing>
      ) : (
        <ol className="history">
          {contacts.map(({ channel, id, at, text }) => (
            <li key={`${channel}${id}`}>
              <span className={`channel channel-${channel}`}>{contactChannels[channel]}</span>
              <div>
                <p className="history-text" title={contactText({ channel, text })}>
                  {contactText({ channel, text })}
                </p>
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

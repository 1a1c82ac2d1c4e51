import { Link } from 'react-router'
import { moment } from '../../format/moment.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Answered } from '../../look/Answered.tsx'
import { useSession } from '../../session/session.ts'
import { type Contact, contactChannels, contactText } from './contactWords.ts'

const pathOf: Partial<Record<Contact['channel'], string>> = {
  call: '/calls',
  voicemail: '/voicemails',
  workOrder: '/workorders',
}

const columns: ListColumn<Contact>[] = [
  {
    title: '时间',
    dataIndex: 'at',
    className: 'figures',
    render: moment,
    sheet: { kind: 'moment', of: ({ at }) => at },
  },
  {
    title: '渠道',
    dataIndex: 'channel',
    render: (channel: Contact['channel']) => (
      <span className={`channel channel-${channel}`}>{contactChannels[channel]}</span>
    ),
    sheet: { of: ({ channel }) => contactChannels[channel] },
  },
  {
    title: '内容',
    key: 'text',
    className: 'long-cell',
    render: (_, contact) => {
      const path = pathOf[contact.channel]
      const words = contactText(contact)
      return path === undefined ? words : <Link to={`${path}/${contact.id}`}>{words}</Link>
    },
    sheet: { of: contactText },
  },
]

/** Calls, voicemails, work orders and notices, the newest first. */
export function AccountContacts({ accountId }: { accountId: string }) {
  const { may } = useSession()
  const contacts = useAnswer('GET /api/staff/accounts/:accountId/contacts', { params: { accountId } })
  return (
    <section aria-label="联系记录">
      <Answered
        of={contacts}
        lines={6}
        isEmpty={(all) => all.length === 0}
        empty="还没有联系过；通话、留言、工单和发出的通知会列在这里"
      >
        {(all) => (
          <Rows<Contact>
            name="联系记录"
            rowKey={({ channel, id }) => channel + id}
            columns={columns}
            rows={all}
            foot={
              <>
                共 {all.length} 条，最多显示最近 50 条
                {may('call.read') && <Link to={`/calls?accountId=${accountId}`}>此户的全部通话</Link>}
              </>
            }
          />
        )}
      </Answered>
    </section>
  )
}

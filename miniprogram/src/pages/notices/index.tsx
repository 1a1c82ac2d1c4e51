import { Box, Heading, Tap } from '../../elements'
import { Button } from '../../components/Button/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Answered, Empty, Refused } from '../../components/States/index.tsx'
import { moment } from '../../format/date.ts'
import type { Notice } from '../../hub/contract.ts'
import { useAct } from '../../hub/useAct.ts'
import { useHub, useLoggedIn } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { go } from '../../navigation.ts'
import { NoticeWishes } from './NoticeWishes.tsx'
import './index.scss'

const newest = 50

export default function Notices() {
  const { call } = useHub()
  const question = useQuestion(useLoggedIn() ? 'notices' : null, () =>
    call('GET /api/resident/notices', { query: { limit: newest } }),
  )
  const reading = useAct()

  const markAll = (noticeId: string) =>
    reading.act(() =>
      call('POST /api/resident/notices/:noticeId/read', { params: { noticeId }, body: { earlier: true } }),
    )
  function open({ id, readAt, subject }: Notice) {
    // That it was read is of no weight: where it fails, it stays marked as new.
    if (readAt === null) {
      void call('POST /api/resident/notices/:noticeId/read', {
        params: { noticeId: id },
        body: { earlier: false },
      }).catch(() => undefined)
    }
    if (subject.kind === 'workOrder') go.to('workorder', { id: subject.id })
    else go.to('outages')
  }

  return (
    <Page title="通知" personal>
      <Refused told={reading.refused} />
      <Answered question={question} lines={6}>
        {({ notices, unread }) =>
          notices.length === 0 ? (
            <Empty icon="notice" title="还没有通知" how="您家要停水、恢复供水，或者报修有进展时，会在这里告诉您。" />
          ) : (
            <>
              {unread > 0 && notices[0] && (
                <Button onPress={() => markAll(notices[0]?.id ?? '')} busy={reading.busy} id="read-all">
                  全部标为已读（{unread} 条未读）
                </Button>
              )}
              {notices.map((notice) => (
                <Tap className="notices__notice" key={notice.id} onPress={() => open(notice)}>
                  <Heading level={2} className="notices__title">
                    {notice.readAt === null ? '【未读】' : ''}
                    {notice.title}
                  </Heading>
                  <Box className="notices__body">{notice.body}</Box>
                  <Box className="soft">{moment(notice.createdAt)}</Box>
                </Tap>
              ))}
            </>
          )
        }
      </Answered>
      <NoticeWishes />
    </Page>
  )
}

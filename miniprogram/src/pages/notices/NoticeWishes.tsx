import { Box, Tap, Words } from '../../elements'
import { Card } from '../../components/Card/index.tsx'
import { Answered, Refused } from '../../components/States/index.tsx'
import type { Answer } from '../../hub/contract.ts'
import { useAct } from '../../hub/useAct.ts'
import { useHub, useLoggedIn } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'

type Wishes = Answer<'GET /api/resident/notice-preferences'>
type Topic = Notice['topic']
type Notice = Answer<'GET /api/resident/notices'>['notices'][number]

const topics: Readonly<Record<Topic, string>> = {
  'outage.planned': '计划停水',
  'outage.emergency': '抢修停水',
  workOrder: '报修进展',
}

/** What somebody wants to hear of, topic by topic. */
export function NoticeWishes() {
  const { call } = useHub()
  const question = useQuestion(useLoggedIn() ? 'notice-wishes' : null, () =>
    call('GET /api/resident/notice-preferences'),
  )
  const { act, busy, refused } = useAct()
  const change = (body: Wishes) => act(() => call('PUT /api/resident/notice-preferences', { body }))
  return (
    <Card title="要收哪些通知">
      <Refused told={refused} />
      <Answered question={question}>
        {(wishes) => (
          <>
            {(Object.keys(topics) as Topic[]).map((topic) => {
              const on = !wishes.mutedTopics.includes(topic)
              const others = wishes.mutedTopics.filter((muted) => muted !== topic)
              return (
                <Switch
                  key={topic}
                  words={topics[topic]}
                  on={on}
                  busy={busy}
                  onPress={() => change({ ...wishes, mutedTopics: on ? [...others, topic] : others })}
                />
              )
            })}
            <Switch
              words="同时发短信"
              on={wishes.sms}
              busy={busy}
              onPress={() => change({ ...wishes, sms: !wishes.sms })}
            />
          </>
        )}
      </Answered>
    </Card>
  )
}

function Switch({ words, on, busy, onPress }: { words: string; on: boolean; busy: boolean; onPress: () => void }) {
  return (
    <Tap className="notices__switch" onPress={onPress} pressed={on} disabled={busy}>
      <Words>
        {words}：{on ? '接收' : '不接收'}
      </Words>
      <Box className={`notices__track ${on ? 'notices__track--on' : ''}`} hidden />
    </Tap>
  )
}

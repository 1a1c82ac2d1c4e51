import { App, Button, Descriptions, Select } from 'antd'
import { Link, useParams } from 'react-router'
import { duration, moment } from '../../format/moment.ts'
import { spokenNumber } from '../../format/words.ts'
import { type Answer, useAct, useAnswer, useForget, useLive } from '../../hub/useAnswer.ts'
import { sentenceOf } from '../../hub/hubRefusal.ts'
import { Answered } from '../../look/Answered.tsx'
import { Page } from '../../look/Page.tsx'
import { useSession } from '../../session/session.ts'
import { useDial } from '../../softphone/useDial.ts'
import { CloseVoicemail } from './CloseVoicemail.tsx'
import { Listening } from './Listening.tsx'
import { VoicemailWorkOrder } from './VoicemailWorkOrder.tsx'
import { StateTag } from './VoicemailsPage.tsx'
import { voicemailKeys, voicemailPurposes } from './voicemailWords.ts'

type Message = Answer<'GET /api/staff/voicemails/:voicemailId'>

export function VoicemailPage() {
  const { voicemailId = '' } = useParams()
  return (
    <Page title="留言详情" needs="voicemail.read" aside={<Link to="/voicemails">全部留言</Link>}>
      <OneVoicemail voicemailId={voicemailId} />
    </Page>
  )
}

function OneVoicemail({ voicemailId }: { voicemailId: string }) {
  const voicemail = useAnswer('GET /api/staff/voicemails/:voicemailId', { params: { voicemailId } })
  const { may } = useSession()
  const forget = useForget()
  useLive('voicemail.changed', (changed) => {
    if (changed.voicemailId === voicemailId) forget(...voicemailKeys)
  })
  return (
    <Answered of={voicemail} lines={8}>
      {(message) => (
        <div className="two-columns">
          <section aria-label="留言">
            <Listening voicemailId={message.id} playable={message.playable} />
            <Facts message={message} />
          </section>
          {may('voicemail.manage') && message.state !== 'done' && (
            <section aria-label="处理">
              <Assignment message={message} />
              <h2>办结</h2>
              <CloseVoicemail voicemailId={message.id} />
              {message.workOrderId === null && (
                <>
                  <h2>转为工单</h2>
                  <VoicemailWorkOrder message={message} />
                </>
              )}
            </section>
          )}
        </div>
      )}
    </Answered>
  )
}

function Facts({ message }: { message: Message }) {
  const { may } = useSession()
  const { dial, pending } = useDial()
  const { callerNumber } = message
  const items = [
    { key: 'number', label: '编号', children: message.number },
    { key: 'state', label: '状态', children: <StateTag state={message.state} overdue={message.overdue} /> },
    { key: 'purpose', label: '类型', children: voicemailPurposes[message.purpose] },
    {
      key: 'caller',
      label: '来电号码',
      children: (
        <span className="figures">
          {spokenNumber(callerNumber)}{' '}
          {callerNumber !== '' && may('call.take') && (
            <Button
              size="small"
              disabled={pending}
              onClick={() => dial(callerNumber, { kind: 'voicemail', id: message.id })}
            >
              回拨
            </Button>
          )}
        </span>
      ),
    },
    {
      key: 'account',
      label: '户号',
      children:
        message.accountId !== null && may('account.read') ? (
          <Link to={`/accounts/${message.accountId}`}>{message.accountNumber}</Link>
        ) : (
          (message.accountNumber ?? '未登记')
        ),
    },
    { key: 'takenAt', label: '留言时间', children: `${moment(message.takenAt)}，时长 ${duration(message.lengthMs)}` },
    { key: 'dueAt', label: '办理期限', children: moment(message.dueAt) },
    { key: 'unit', label: '受理部门', children: message.unitName },
    {
      key: 'who',
      label: '处理人',
      children: message.assignedName ?? (message.state === 'done' ? '—' : '还没有人处理'),
    },
    {
      key: 'workOrder',
      label: '工单',
      children:
        message.workOrderId === null ? (
          '—'
        ) : (
          <Link to={`/workorders/${message.workOrderId}`}>{message.workOrderNumber}</Link>
        ),
    },
    { key: 'note', label: '处理结果', children: message.note ?? '—' },
  ]
  return <Descriptions size="small" bordered column={1} items={items} />
}

function Assignment({ message }: { message: Message }) {
  const { me, may } = useSession()
  const { message: toast } = App.useApp()
  const assign = useAct('PUT /api/staff/voicemails/:voicemailId/assignment', voicemailKeys)
  const staff = useAnswer('GET /api/staff/staff', { query: { disabled: false } }, { enabled: may('staff.read') })
  const give = (staffId: string | null) =>
    assign.mutate(
      { params: { voicemailId: message.id }, body: { staffId, from: message.assignedTo } },
      { onError: (error) => void toast.error(sentenceOf(error)) },
    )
  const others = (staff.data ?? []).filter(({ id }) => id !== me.staffId && id !== message.assignedTo)
  return (
    <>
      <h2>处理人</h2>
      <div className="filters">
        {message.assignedTo === me.staffId ? (
          <Button disabled={assign.isPending} onClick={() => give(null)}>
            退回待处理
          </Button>
        ) : (
          <Button type="primary" disabled={assign.isPending} onClick={() => give(me.staffId)}>
            由我处理
          </Button>
        )}
        {others.length > 0 && (
          <Select
            className="filter"
            aria-label="分配给同事"
            placeholder="分配给同事"
            value={null}
            disabled={assign.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            options={others.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(staffId: string | null) => give(staffId)}
          />
        )}
      </div>
    </>
  )
}

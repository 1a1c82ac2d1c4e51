import { useState } from 'react'
import { Box } from '../../elements'
import { Banner } from '../../components/Banner/index.tsx'
import { Button } from '../../components/Button/index.tsx'
import { Choice } from '../../components/Choice/index.tsx'
import { Field } from '../../components/Field/index.tsx'
import { Answered } from '../../components/States/index.tsx'
import { useAccounts } from '../../hub/useAccounts.ts'
import { useAct } from '../../hub/useAct.ts'
import { useHub } from '../../hub/useHub.ts'
import { platform } from '../../platform'
import type { Draft } from '../../reporting/draft.ts'

/** At an account that is bound, or at a place that is written down, with where the phone is if its owner agrees. */
export function WhereChoice({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { privacy } = useHub()
  const accounts = useAccounts()
  const { act, busy } = useAct()
  const [denied, setDenied] = useState(false)
  const locate = () =>
    act(async () => {
      const position = (await privacy.agreed()) ? await platform.locate() : null
      setDenied(position === null)
      if (position) onChange({ position })
    })
  return (
    <>
      <Answered question={accounts} quiet>
        {(list) => (
          <>
            {list.map(({ id, premises }) => (
              <Choice
                key={id}
                row
                here={draft.accountId === id}
                onPress={() => onChange({ accountId: draft.accountId === id ? null : id })}
              >
                {premises}
              </Choice>
            ))}
          </>
        )}
      </Answered>
      <Field
        id="place"
        label={draft.accountId === null ? '地点' : '补充地点（可以不填）'}
        value={draft.place}
        onText={(place) => onChange({ place })}
        most={100}
        placeholder="例如 东门外路口"
      />
      <Button onPress={locate} busy={busy} id="locate">
        {draft.position === null ? '附上我现在的位置' : '已附上位置，重新定位'}
      </Button>
      {denied && <Banner tone="info">没有拿到位置，不影响报修，写清楚地点就行。</Banner>}
      {draft.position !== null && <Box className="soft">位置会一起发给维修师傅。</Box>}
    </>
  )
}

import { Button } from 'antd'
import { useState } from 'react'
import { usualSettings } from '#core/hotline/readHotline.ts'
import { moment } from '../../format/moment.ts'
import { useAnswer } from '../../hub/useAnswer.ts'
import type { ListColumn } from '../../list/listColumn.ts'
import { Rows } from '../../list/Rows.tsx'
import { Answered } from '../../look/Answered.tsx'
import { Mark } from '../../look/Mark.tsx'
import { type Hotline, hotlineKey, type Version, versionsKey } from './hotlineFields.ts'
import { hotlineChanges } from './hotlineChanges.ts'
import { Changes, SaveHotline } from './SaveHotline.tsx'

const most = 100

/** Who set what when, with a way back to it: as a new version, so that nothing is lost. */
export function VersionsTab() {
  const versions = useAnswer(versionsKey, { query: { limit: most } })
  const current = useAnswer(hotlineKey, {})
  const [back, setBack] = useState<{ version: Version; base: Hotline } | null>(null)
  return (
    <>
      <Answered
        of={versions}
        lines={8}
        isEmpty={(all) => all.length === 0}
        empty="还没有人改过热线设置；每次保存都会列在这里，可以恢复"
      >
        {(all) => (
          <Rows<Version>
            name="热线修改记录"
            rowKey={({ version }) => String(version)}
            columns={columnsOf(all, (version) => current.data && setBack({ version, base: current.data }))}
            rows={all}
            foot={`共 ${all.length} 版${all.length === most ? '，最多显示最近 100 版' : ''}`}
          />
        )}
      </Answered>
      {back !== null && (
        <SaveHotline
          title={`恢复到第 ${back.version.version} 版`}
          base={back.base}
          wanted={back.version.settings}
          onEnd={() => setBack(null)}
          onSaved={() => setBack(null)}
        />
      )}
    </>
  )
}

function columnsOf(all: readonly Version[], goBack: (version: Version) => void): ListColumn<Version>[] {
  const newest = all[0]?.version
  const changesOf = (version: Version): string[] | null => {
    const before =
      version.version === 1 ? usualSettings : all.find((one) => one.version === version.version - 1)?.settings
    return before ? hotlineChanges(before, version.settings) : null
  }
  return [
    {
      title: '版本',
      key: 'version',
      className: 'figures',
      render: (_, { version }) => `第 ${version} 版`,
      sheet: { kind: 'number', of: ({ version }) => version },
    },
    {
      title: '保存时间',
      dataIndex: 'changedAt',
      className: 'figures',
      render: (at: number | null) => (at === null ? '—' : moment(at)),
      sheet: { kind: 'moment', of: ({ changedAt }) => changedAt },
    },
    { title: '保存人', dataIndex: 'changedBy', sheet: { of: ({ changedBy }) => changedBy } },
    {
      title: '与上一版的不同',
      key: 'changes',
      className: 'long-cell',
      render: (_, version) => {
        const changes = changesOf(version)
        return changes === null ? '—' : <Changes changes={changes} />
      },
      sheet: { of: (version) => changesOf(version)?.join('；') ?? null },
    },
    {
      title: '操作',
      key: 'acts',
      render: (_, version) =>
        version.version === newest ? (
          <Mark tone="success">现行</Mark>
        ) : (
          <Button size="small" onClick={() => goBack(version)}>
            恢复到此版
          </Button>
        ),
    },
  ]
}

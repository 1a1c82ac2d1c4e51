import { Select } from 'antd'
import { WorkOrderKind, workOrderKinds } from '#core/contract/workorders.ts'
import { type Unit, unitOptions } from '../../session/useUnits.ts'

interface KindFilterProps {
  value: WorkOrderKind[]
  onChange: (kind: WorkOrderKind[]) => void
  wide?: boolean
}

export const KindFilter = ({ value, onChange, wide = false }: KindFilterProps) => (
  <Select
    mode="multiple"
    className={wide ? 'filter-wide' : 'filter'}
    aria-label="类别"
    placeholder="全部类别"
    allowClear
    options={WorkOrderKind.options.map((kind) => ({ value: kind, label: workOrderKinds[kind] }))}
    value={value}
    onChange={onChange}
  />
)

interface UnitFilterProps {
  units: readonly Unit[]
  value: string | undefined
  onChange: (unit: string | undefined) => void
}

export const UnitFilter = ({ units, value, onChange }: UnitFilterProps) => (
  <Select
    className="filter"
    aria-label="部门"
    placeholder="全部部门"
    allowClear
    showSearch={{ optionFilterProp: 'label' }}
    popupMatchSelectWidth={false}
    options={unitOptions(units)}
    value={value ?? null}
    onChange={onChange}
  />
)

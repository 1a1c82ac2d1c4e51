import { Button, Form, Select } from 'antd'
import { useAnswer } from '../../hub/useAnswer.ts'
import type { Unit } from './person.ts'

export const unitOptions = (units: readonly Unit[]) => units.map(({ id, name }) => ({ value: id, label: name }))

/** Which roles somebody has at which units: a field of a form, named `roles`. */
export function RolesField({ units }: { units: readonly Unit[] }) {
  const roles = useAnswer('GET /api/staff/roles', {})
  const options = (roles.data ?? []).map(({ code, name }) => ({ value: code, label: name }))
  return (
    <Form.List name="roles">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }, index) => (
            <div key={key} className="role-row">
              <Form.Item noStyle name={[name, 'role']} rules={[{ required: true, message: '请选择角色' }]}>
                <Select aria-label={`角色 ${index + 1}`} placeholder="角色" options={options} />
              </Form.Item>
              <Form.Item noStyle name={[name, 'unitId']} rules={[{ required: true, message: '请选择部门' }]}>
                <Select
                  aria-label={`角色 ${index + 1} 的部门`}
                  placeholder="在哪个部门"
                  options={unitOptions(units)}
                  showSearch={{ optionFilterProp: 'label' }}
                />
              </Form.Item>
              <Button onClick={() => remove(name)}>去掉</Button>
            </div>
          ))}
          <Button onClick={() => add({ role: undefined, unitId: units[0]?.id })}>添加角色</Button>
        </>
      )}
    </Form.List>
  )
}

import { Form, Input } from 'antd'

/** The key that a partner proves itself by: the public half of it. */
export const KeyField = () => (
  <Form.Item
    label="公钥"
    name="publicKeyPem"
    extra="2048 位以上的 RSA 公钥，以 -----BEGIN PUBLIC KEY----- 开头；私钥由对方自己保管，不要索取"
    rules={[
      { required: true, whitespace: true, message: '请粘贴公钥' },
      {
        validator: (_, value: string | undefined) =>
          value?.includes('PRIVATE KEY') === true
            ? Promise.reject(new Error('这是私钥，请对方立即作废它，并只提供公钥'))
            : Promise.resolve(),
      },
    ]}
  >
    <Input.TextArea rows={6} maxLength={4_000} spellCheck={false} className="key-text" />
  </Form.Item>
)

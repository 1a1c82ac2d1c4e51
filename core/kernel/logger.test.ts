import { beforeEach, describe, expect, it } from 'vitest'
import { createLogger, type Logger, maskNumbers } from './logger.ts'

const phone = '13812340001'
const identity = '110101199003078515'

describe('the log', () => {
  let lines: string[]
  let logger: Logger
  const entry = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}')

  beforeEach(() => {
    lines = []
    logger = createLogger('info', { write: (line) => void lines.push(line) })
  })

  it('is a JSON line an entry, with level and time in words', () => {
    logger.info({ job: 'nightly' }, 'begun')
    expect(lines).toHaveLength(1)
    expect(entry()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      job: 'nightly',
      msg: 'begun',
    })
  })

  it('leaves out what is below its level', () => {
    logger.debug('detail')
    expect(lines).toEqual([])
  })

  const secrets = [
    'password',
    'token',
    'refreshToken',
    'accessToken',
    'authorization',
    'cookie',
    'secret',
    'code',
    'signature',
  ]
  it.each(secrets)('never shows %s, wherever it lies', (field) => {
    const one = { [field]: 'hunter2-hunter2' }
    logger.info({ ...one, a: one, b: { c: one, d: [one] }, e: { f: { g: one } } }, 'request')
    expect(lines.join()).not.toContain('hunter2')
    expect(lines.join().split('[redacted]')).toHaveLength(6)
  })

  it.each(['phone', 'caller', 'idNumber', 'name', 'address', 'premises'])(
    'shows no more than the ends of %s',
    (field) => {
      const one = { [field]: '12345678901' }
      logger.info({ ...one, a: { b: one }, list: [one, { ...one, [field]: '张三' }] }, 'request')
      expect(lines.join()).not.toContain('45678')
      expect(lines.join()).not.toContain('张三')
      expect(entry()[field]).toBe('123****8901')
    },
  )

  it('shows nothing of a person or a secret that its children were made with', () => {
    logger.child({ phone, session: { token: 'hunter2' } }).info('call')
    expect(lines.join()).not.toContain(phone)
    expect(lines.join()).not.toContain('hunter2')
  })

  it('masks the numbers of persons in messages and what is put into them', () => {
    logger.info(`called ${phone}, ${identity}`)
    logger.info('called %s', phone)
    logger.info({ job: 'x' }, `called ${phone}`)
    expect(lines.join()).not.toContain(phone)
    expect(lines.join()).not.toContain(identity)
    expect(lines[0]).toContain('called 138****0001, 110101********8515')
  })

  it.each([
    ['alone', (error: Error) => logger.error(error)],
    ['with a message', (error: Error) => logger.error({ err: error }, 'failed')],
    ['without one', (error: Error) => logger.error({ err: error })],
  ])('masks them in an error and its stack, when it is logged %s', (_, log) => {
    log(new Error(`no account of ${phone}`, { cause: new Error(`unknown: ${identity}`) }))
    expect(lines.join()).not.toContain(phone)
    expect(lines.join()).not.toContain(identity)
    expect(entry()['err']).toMatchObject({
      type: 'Error',
      message: 'no account of 138****0001',
      stack: expect.stringContaining('logger.test.ts'),
    })
  })

  it('says the code of an error, by which its cause is known, and nothing of the values of a failed query', () => {
    const error = Object.assign(new Error('connect failed'), {
      code: 'ECONNREFUSED',
      parameters: ['李四'],
      sql: 'select …',
    })
    logger.error({ err: error }, 'failed')
    expect(lines.join()).toContain('ECONNREFUSED')
    expect(lines.join()).not.toContain('李四')
  })
})

describe('a message', () => {
  it.each([
    ['13812340001', '138****0001'],
    ['+8613812340001', '+86138****0001'],
    ['拨打13812340001失败', '拨打138****0001失败'],
    ['110101199003078515', '110101********8515'],
    ['11010119900307851X', '110101********851X'],
    ['amount 12345', 'amount 12345'],
    ['GD20261123-0042', 'GD20261123-0042'],
    ['at 1790000000000', 'at 1790000000000'],
  ])('%s is shown as %s', (message, shown) => {
    expect(maskNumbers(message)).toBe(shown)
  })
})

import { describe, expect, it } from 'vitest'
import { ExchangeSettings } from './settings.ts'

const faultsOf = (settings: object) =>
  ExchangeSettings.safeParse(settings).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

const trunk = { name: 'line', networks: ['10.0.0.0/8'] }

describe('the settings of the exchange', () => {
  it('are a hotline with eight lines and eight seats, and no trunk, unless told otherwise', () => {
    expect(ExchangeSettings.parse({})).toMatchObject({
      numbers: ['966566'],
      lines: 8,
      seats: 8,
      trunks: [],
      ariPort: 18_088,
    })
  })

  it('do not take the browsers, who come from loopback, for the carrier', () => {
    for (const network of ['127.0.0.1', '127.0.0.0/8']) {
      expect(faultsOf({ trunks: [{ ...trunk, networks: [network] }] })).toEqual([
        'trunks.0.networks.0: must not hold 127.0.0.1',
      ])
    }
  })

  it('let no trunk be the whole world', () => {
    for (const network of ['0.0.0.0/0', '10.0.0.0/7', 'carrier.example', '10.0.0.0/33', '10.0.0.0/8/8']) {
      expect(faultsOf({ trunks: [{ ...trunk, networks: [network] }] })).toEqual([
        'trunks.0.networks.0: is not a network like 10.0.0.0/8',
      ])
    }
  })

  it('name trunks so that none is taken for a seat, each differently', () => {
    expect(faultsOf({ trunks: [{ ...trunk, name: 'seat1' }] })).toEqual(['trunks.0.name: does not begin with line'])
    expect(faultsOf({ trunks: [trunk, trunk] })).toEqual(['trunks: have the same name'])
  })

  it('want ports for the sound of everybody who may talk at once', () => {
    const media = { address: null, firstPort: 10_000, lastPort: 10_046 }
    expect(faultsOf({ lines: 8, seats: 8, media })).toEqual(['media: has fewer than 48 ports'])
    expect(faultsOf({ lines: 8, seats: 8, media: { ...media, lastPort: 10_047 } })).toEqual([])
  })

  it('do not have Asterisk run by root', () => {
    expect(faultsOf({ user: 'root' })).toEqual(['user: must not be root'])
  })
})

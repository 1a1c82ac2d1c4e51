import { describe, expect, it } from 'vitest'
import {
  bill,
  caller,
  type Cue,
  emergency,
  entry,
  failed,
  hangsUp,
  heard,
  keys,
  nine,
  outage,
  place,
  proof,
  rehearse,
  silence,
} from '#test/calls/rehearse.ts'
import { fen } from '#core/kernel/fen.ts'

type Cues = (Cue | readonly Cue[])[]
const call = (...cues: Cues) => rehearse(caller(), cues)
const known = entry({ accountIds: ['a1'] })
const six = nine + 9 * 3_600_000

describe('A caller', () => {
  it('is answered at once, and looked up', () => {
    expect(call().done).toEqual(['answer', 'look entry'])
  })

  it('hears the welcome, then the menu', () => {
    expect(call(entry(), heard).done.slice(2)).toEqual(['play welcome', 'play main-menu'])
  })

  it('who is blocked hears a short sentence, and that was it', () => {
    const { done, call: after } = call(entry({ blacklisted: true }), heard)
    expect(done.slice(2)).toEqual(['play refused', 'releaseParty'])
    expect(after.outcome).toBe('refused')
  })

  it('is told of an outage at the own account before anything is asked, and is served by that', () => {
    const told = call(entry({ accountIds: ['a1'], announcement: emergency }), heard)
    expect(told.done.slice(2)).toEqual([
      'play welcome outage-own-emergency outage-began today morning digit-9 o-clock outage-ends today evening digit-6 o-clock',
      'play main-menu',
    ])
    expect(told.call.party.served).toBe(true)
    const other = call(entry({ announcement: { ...emergency, own: false, expectedEndAt: null } }), heard)
    expect(other.done[2]).toBe(
      'play welcome outage-other-emergency outage-began today morning digit-9 o-clock outage-end-unknown',
    )
    expect(other.call.party.served).toBe(false)
  })

  it('hears outside opening hours when they begin, and is offered no agent', () => {
    const closed = call(entry({ open: false, opensAt: nine + 23 * 3_600_000 }), heard)
    expect(closed.done.slice(2)).toEqual([
      'play welcome closed opens-at tomorrow morning digit-8 o-clock',
      'play closed-menu',
    ])
    expect(rehearse(caller(), [entry({ open: false }), heard, keys('0')]).last).toEqual([
      'stopPlaying',
      'play not-understood closed-menu',
    ])
  })

  it('may use the hotline also when nobody can be looked up', () => {
    expect(call(failed('look')).last).toEqual(['play welcome'])
    expect(call(silence).last).toEqual(['play welcome'])
  })

  it('whose call cannot be answered is gone', () => {
    expect(call(failed('answer')).call).toMatchObject({ phase: 'over', outcome: 'cut' })
  })

  it('may key before the welcome has ended, but only what the menu knows', () => {
    expect(call(entry(), keys('3')).last).toEqual(['stopPlaying', 'play repair-message'])
    expect(call(entry(), keys('7')).meant).toBe(false)
  })
})

describe('A menu', () => {
  const menu: Cues = [entry(), heard]

  it('waits six seconds for a key, and longer for nobody', () => {
    const { call: waiting, at } = call(...menu, heard)
    expect(waiting.timer).toEqual({ kind: 'key', sound: waiting.sound, dueAt: at + 6000 })
  })

  it('is said again to who keys nothing or something else, and gives up on nobody who could be helped', () => {
    const { done, call: after } = call(...menu, heard, silence, keys('7'), heard, silence, heard)
    expect(done.slice(4)).toEqual([
      'play not-understood main-menu',
      'stopPlaying',
      'play not-understood main-menu',
      'play no-key-agent',
      'startMusic',
      'look queue',
    ])
    expect(after.phase).toBe('waiting')
  })

  it('is repeated by *', () => {
    expect(call(...menu, keys('*')).last).toEqual(['stopPlaying', 'play main-menu'])
  })

  it('takes neither the end nor the time-out of an earlier sound for that of the latest', () => {
    const third = call(...menu, keys('3'))
    expect(rehearse(caller(), [...menu, keys('3'), { type: 'soundFinished', sound: 3 }]).call).toEqual(third.call)
    expect(rehearse(caller(), [...menu, heard, keys('3'), { type: 'timedOut', kind: 'key', sound: 3 }]).meant).toBe(
      false,
    )
    expect(call(...menu, failed('play', 2)).meant).toBe(false)
    expect(call(...menu, failed('play', 3)).call.timer?.kind).toBe('key')
  })

  it('goes on when the end of a sound is never told', () => {
    expect(call(...menu, silence).call.timer?.kind).toBe('key')
  })

  it('whoever hangs up in it has hung up', () => {
    expect(call(...menu, hangsUp)).toMatchObject({
      last: [],
      call: { phase: 'over', outcome: 'hungUp', channel: 'channel1' },
    })
    expect(call(entry({ open: false }), heard, hangsUp).call.outcome).toBe('closed')
  })
})

describe('Who asks for outages', () => {
  it('is told about the account of the telephone', () => {
    const { done, call: after } = call(
      known,
      keys('1'),
      outage({ kind: 'planned', begun: false, beginsAt: six, expectedEndAt: null }),
      heard,
    )
    expect(done.slice(3)).toEqual([
      'stopPlaying',
      'look outage a1',
      'play outage-own-planned outage-begins today evening digit-6 o-clock outage-end-unknown',
      'play another-account after-answer',
    ])
    expect(after.party.served).toBe(true)
  })

  it('was served by hearing it to its end, or by keying on; not by hanging up before', () => {
    const asked: Cues = [known, keys('1'), outage(null)]
    expect(call(...asked, heard, hangsUp).call.outcome).toBe('selfService')
    expect(call(...asked, keys('#'), hangsUp).call.outcome).toBe('selfService')
    expect(call(...asked, hangsUp).call.outcome).toBe('hungUp')
  })

  it('keys an account’s number where the telephone tells none', () => {
    const { done } = call(entry(), keys('1'), heard, keys('20000001#'), place('a7'), outage(null))
    expect(done.slice(4)).toEqual([
      'play ask-account-number',
      'look place 20000001',
      'look outage a7',
      'play no-outage',
    ])
  })

  it('proves nothing by that number: the bill is asked for anew', () => {
    const { last, call: after } = call(
      entry(),
      keys('1'),
      keys('20000001#'),
      place('a7'),
      outage(null),
      heard,
      keys('#'),
      keys('2'),
    )
    expect(last).toEqual(['stopPlaying', 'play ask-account-number'])
    expect(after.party.accountId).toBeNull()
  })

  it('may ask about another account, and hears the answer again', () => {
    const told: Cues = [known, keys('1'), outage(null), heard]
    expect(call(...told, keys('*')).last).toEqual(['stopPlaying', 'look outage a1'])
    expect(call(...told, keys('1'), keys('20000002#'), place('a2')).last).toEqual(['look outage a2'])
  })

  it('is told when nothing can be looked up, and is back in a menu', () => {
    const words = ['play lookup-failed another-account after-answer']
    expect(call(known, keys('1'), failed('look')).last).toEqual(words)
    expect(call(known, keys('1'), silence).last).toEqual(words)
    expect(call(entry(), keys('1'), keys('20000001#'), silence).last).toEqual(['play lookup-failed main-menu'])
  })
})

describe('Who asks for the bill', () => {
  it('hears what is owed, the late fee in it, the latest bill and the balance', () => {
    const answer = bill(12_345, {
      lateFee: fen(55),
      bills: 2,
      latest: { amount: fen(4_000), dueOn: '2026-11-30' },
      prepayment: fen(5),
    })
    expect(call(known, keys('2'), answer).last).toEqual([
      'play bill-owed digit-1 hundred digit-2 ten digit-4 yuan bill-count two bill-count-unit bill-late-fee digit-5 jiao digit-5 fen bill-latest digit-4 ten yuan bill-due ten digit-1 month digit-3 ten day bill-prepayment digit-5 fen',
    ])
    expect(call(known, keys('2'), bill(0)).last).toEqual(['play bill-nothing-owed bill-prepayment digit-0 yuan'])
  })

  const asked: Cues = [entry(), keys('2'), heard, keys('20000001#')]

  it('proves by the telephone on file whose account it is', () => {
    const { done } = call(...asked, heard, keys('1234'), proof('a9'), bill(0))
    expect(done.slice(4, 8)).toEqual([
      'play ask-account-number',
      'play ask-phone-tail',
      'look proof 20000001 1234',
      'look bill a9',
    ])
  })

  it('needs no more than the number from a telephone that several accounts have on file', () => {
    const several = entry({ accountIds: ['a1', 'a2'] })
    expect(call(several, keys('2'), keys('20000002#'), place('a2')).last).toEqual(['look bill a2'])
    expect(call(several, keys('2'), keys('20000003#'), place('a3')).last).toEqual(['play ask-phone-tail'])
    expect(call(several, keys('2'), keys('20000003#'), place(null)).last).toEqual(['play ask-phone-tail'])
  })

  it('begins the number anew by *, goes back by # alone, and ends it by waiting', () => {
    expect(call(entry(), keys('2'), keys('2000*'), keys('20000001#')).call.keys).toBe('20000001#')
    expect(call(...asked, keys('12*1234')).last).toEqual(['look proof 20000001 1234'])
    expect(call(entry(), keys('2'), heard, keys('#')).last).toEqual(['play main-menu'])
    expect(call(...asked, keys('#')).last).toEqual(['stopPlaying', 'play main-menu'])
    expect(call(entry(), keys('2'), keys('20000001'), silence).last).toEqual(['play ask-phone-tail'])
    expect(call(entry(), keys('1'), keys('200000012345')).last).toEqual(['look place 200000012345'])
  })

  it('is asked again after what cannot be a number, and is let go after three', () => {
    const again = ['play number-incomplete ask-account-number']
    expect(call(entry(), keys('2'), keys('123#')).last).toEqual(again)
    expect(call(...asked, keys('12#')).last).toEqual(again)
    expect(call(entry(), keys('2'), heard, silence).last).toEqual(['play not-understood ask-account-number'])
    expect(call(entry(), keys('2'), keys('1#'), keys('2#'), keys('3#')).last).toEqual([
      'play number-incomplete main-menu',
    ])
    expect(call(entry(), keys('1'), keys('20000001#'), place(null)).last).toEqual([
      'play account-not-found ask-account-number',
    ])
  })

  it('can fail three times, whatever is tried in between', () => {
    const wrong = [keys('20000001#'), keys('1234'), proof(null)].flat()
    expect(call(entry(), keys('2'), ...wrong).last).toEqual(['play proof-failed ask-account-number'])
    const twice = call(entry(), keys('2'), ...wrong, keys('#'), keys('2'), ...wrong, ...wrong)
    expect(twice.last).toEqual(['play proof-exhausted main-menu'])
    expect(rehearse(caller(), [entry(), keys('2'), wrong, wrong, wrong, keys('2')]).last).toEqual([
      'stopPlaying',
      'play proof-exhausted main-menu',
    ])
  })

  it('is asked for no more in this call when other calls have used up all guesses', () => {
    const { last, call: after } = call(entry(), keys('2'), keys('20000001#'), keys('1234'), proof(null, true))
    expect(last).toEqual(['play proof-exhausted main-menu'])
    expect(after.party.failedProofs).toBe(3)
    expect(call(entry(), keys('2'), keys('20000001#'), keys('1234'), proof(null, true), keys('2')).last[1]).toBe(
      'play proof-exhausted main-menu',
    )
  })

  it('is not disturbed by keys while the hub looks it up', () => {
    expect(call(...asked, keys('1234'), keys('5')).meant).toBe(false)
  })
})

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { housePassword } from '../staffHouse.ts'
import { type ConsoleTown, openConsoleTown } from './consoleTown.ts'
import { type Desk, deskScreens, openDesk, openDeskChromium } from './desk.ts'

/** What stands in an article's address is no word for anybody. */
const addressed = /says “(frozen|sun)/

describe('Knowledge at the console', () => {
  let browser: Browser
  let town: ConsoleTown

  beforeAll(async () => {
    ;[browser, town] = await Promise.all([openDeskChromium(false), openConsoleTown()])
  })
  afterAll(async () => {
    await browser.close()
    await town.close()
  })

  async function enter(login: string): Promise<Desk> {
    const desk = await openDesk(browser, town.hub.url, deskScreens.old)
    await desk.logIn(login, housePassword)
    await desk.page.getByRole('navigation').waitFor()
    return desk
  }
  const title = '水管冻住了怎么办'

  it('is written by a supervisor, reviewed and published by an editor, then read by everybody, and taken back', async () => {
    const faults: string[] = []
    const look = async (desk: Desk, name: string) => {
      for (const [way, screen] of Object.entries(deskScreens)) {
        await desk.page.setViewportSize(screen)
        await desk.page.waitForTimeout(400)
        await desk.shoot(`${way}-${name}`)
        faults.push(
          ...(await desk.faults()).filter((fault) => !addressed.test(fault)).map((fault) => `${name}: ${fault}`),
        )
      }
    }
    const author = await enter('wang.fang')
    await author.visit('/articles')
    await author.page.getByRole('link', { name: '维护知识' }).click()
    await author.page.getByRole('link', { name: '新写条目' }).click()
    await author.page.getByLabel('标题').fill(title)
    await author.page.getByRole('combobox', { name: '类别' }).click()
    await author.page.locator('.ant-select-item').getByText('服务与节水').click()
    await author.page.getByLabel('摘要').fill('先关阀，再用温水慢慢化开')
    await author.page.getByLabel('正文').fill('不要用明火。\n\n## 怎么做\n\n- 关上入户阀\n- 用温毛巾敷')
    await author.page.getByLabel('关键词').fill('水管冻了、冻裂')
    await author.page.getByLabel('网址中的名称').fill('Frozen Pipe')
    await author.page.getByText('只能用小写字母、数字和连字符', { exact: true }).waitFor()
    await author.page.getByLabel('网址中的名称').fill('frozen-pipe')
    const preview = author.page.getByRole('region', { name: '预览' })
    await preview.getByRole('heading', { name: '怎么做' }).waitFor()
    await look(author, 'article-write')
    await author.page.getByRole('button', { name: '保存新版本' }).click()
    await author.page.getByRole('heading', { name: `草稿 ${title}` }).waitFor()
    expect(await author.page.getByRole('button', { name: '审核并发布' }).count()).toBe(0)

    const editor = await enter('sun.li')
    await editor.visit('/articles/edit?state=draft')
    await look(editor, 'articles-edit')
    await editor.page.getByRole('link', { name: title }).click()
    await editor.page.getByRole('button', { name: '审核并发布' }).click()
    const dialog = editor.page.getByRole('dialog')
    await dialog.getByText('关上入户阀').waitFor()
    await look(editor, 'article-review')
    await dialog.getByRole('button', { name: '发布', exact: true }).click()
    await editor.page.getByText('居民看到的', { exact: true }).waitFor()
    await look(editor, 'article-published')

    await author.visit('/articles/frozen-pipe')
    await author.page.getByRole('heading', { name: title }).waitFor()
    await editor.page.getByRole('button', { name: '下架' }).click()
    await dialog.getByRole('button', { name: '下架此条目' }).click()
    await editor.page.getByRole('heading', { name: `已下架 ${title}` }).waitFor()
    expect(faults).toEqual([])
    expect([...author.complaints, ...editor.complaints]).toEqual([])
    await author.close()
    await editor.close()
  })

  it('shows what was searched for without success, the most frequent first', async () => {
    const desk = await enter('sun.li')
    for (const q of ['土豆炖牛肉', '土豆炖牛肉', '宇宙飞船']) {
      const found = await fetch(`${town.hub.url}/api/article-search?q=${encodeURIComponent(q)}`)
      expect(await found.json()).toMatchObject({ total: 0 })
    }
    const misses = desk.page.getByRole('region', { name: '没有找到的查找' })
    await desk.visit('/articles/edit')
    await misses.getByRole('cell', { name: '土豆炖牛肉' }).waitFor()
    await desk.shoot('old-search-misses')
    expect((await misses.getByRole('row').nth(1).innerText()).replaceAll(/\s+/g, ' ')).toContain('土豆炖牛肉 2')
    await desk.close()
  })
})

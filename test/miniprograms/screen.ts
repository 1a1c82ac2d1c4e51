import type { OpenPage } from './launch.ts'
import type { PackageType } from './packages.ts'
import type { Rendered, RenderedElement } from './templates.ts'

/** What a person sees and does. */
export interface Screen {
  /** What the page that is shown says: what is hidden by its style is not seen. */
  text(): string
  /** Presses what bears this id. */
  tap(id: string): Promise<void>
  /** Presses what says exactly this. */
  tapWords(words: string): Promise<void>
  input(id: string, value: string): Promise<void>
  /** What stands in a field. */
  valueOf(id: string): string
}

/** Classes whose look is `display: none`. */
const unseen = /\bpage__kept\b/

export function createScreen(deps: {
  type: PackageType
  page: () => OpenPage
  render: (route: string, data: unknown) => RenderedElement
  settle: () => Promise<void>
  /** A button that agrees to the privacy page was pressed. */
  onAgree: () => void
}): Screen {
  const { type, page, render, settle, onAgree } = deps
  const tree = () => render(page().route, page().data)
  const text = (node: Rendered = tree()): string => {
    if (typeof node === 'string') return node
    if (unseen.test(attribute(node, 'class'))) return ''
    // Texts beside each other are one line; what is an element of its own begins another.
    let said = ''
    let before: Rendered | undefined
    for (const child of node.children) {
      const words = text(child)
      if (words === '') continue
      const inLine = node.tag === 'text' || (typeof child === 'string' && typeof before === 'string')
      said += said === '' || inLine ? words : `\n${words}`
      before = child
    }
    return said
  }

  /** What is wanted, and all that it lies in, the innermost first; the last one on the page. */
  function chainTo(wanted: (element: RenderedElement) => boolean): RenderedElement[] {
    let found: RenderedElement[] = []
    const walk = (node: Rendered, outer: RenderedElement[]) => {
      if (typeof node === 'string' || unseen.test(attribute(node, 'class'))) return
      const chain = [node, ...outer]
      if (wanted(node)) found = chain
      for (const child of node.children) walk(child, chain)
    }
    walk(tree(), [])
    return found
  }
  const withId = (id: string) => {
    const chain = chainTo(({ attr }) => attr['id'] === id)
    if (chain.length === 0) throw new Error(`no #${id} on ${page().route}:\n${text()}`)
    return chain
  }

  /** Taps rise to the elements around; other events stay where they happen. */
  async function fire(chain: RenderedElement[], event: string, detail: object = {}) {
    const [target] = chain
    if (!target || (event === 'tap' && target.tag === 'button' && target.attr['disabled'] === true)) return
    const capital = event.charAt(0).toUpperCase() + event.slice(1)
    const names = type === 'weapp' ? [`bind${event}`, `catch${event}`] : [`on${capital}`, `catch${capital}`]
    for (const element of event === 'tap' ? chain : [target]) {
      const name = names.find((one) => Boolean(element.attr[one]))
      if (name === undefined) continue
      page().call(String(element.attr[name]), {
        type: event,
        timeStamp: Date.now(),
        target: partOf(target),
        currentTarget: partOf(element),
        detail,
        mark: {},
        touches: [],
        changedTouches: [],
      })
      if (name.startsWith('catch')) break
    }
    await settle()
  }

  async function press(chain: RenderedElement[]) {
    const button = chain.find(({ tag }) => tag === 'button') ?? chain[0]
    const kind = button?.attr['openType'] ?? button?.attr['open-type']
    if (kind === 'agreePrivacyAuthorization') onAgree()
    await fire(chain.slice(button ? chain.indexOf(button) : 0), 'tap')
    if (kind === 'agreePrivacyAuthorization' && type === 'weapp' && button)
      await fire([button], 'agreeprivacyauthorization')
  }

  return {
    text: () => text(),
    tap: (id) => press(withId(id)),
    tapWords(words) {
      const chain = chainTo((element) => text(element).trim() === words)
      if (chain.length === 0) throw new Error(`nothing says ${words} on ${page().route}:\n${text()}`)
      return press(chain)
    },
    input: (id, value) => fire(withId(id), 'input', { value }),
    valueOf(id) {
      const [field] = withId(id)
      return field ? attribute(field, 'value') : ''
    },
  }
}

function attribute({ attr }: RenderedElement, name: string): string {
  const value = attr[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

const partOf = (element: RenderedElement) => {
  const { attr } = element
  const id = attribute(element, 'id')
  return { id, dataset: { sid: attr['data-sid'] ?? attr['dataSid'] ?? id }, offsetLeft: 0, offsetTop: 0 }
}

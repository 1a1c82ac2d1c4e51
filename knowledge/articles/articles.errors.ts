import { DomainError } from '#core/kernel/domainError.ts'

export const articleUnknown = () => new DomainError('notFound', 'article.unknown', '没有找到这篇文章')
export const articleChanged = (version: number) =>
  new DomainError('conflict', 'article.changed', '别人已经保存了新的版本，请在新版本上修改', { version })
export const articleSlugTaken = () => new DomainError('conflict', 'article.slugTaken', '这个网址名已被另一篇文章使用')
export const articleSlugFixed = (slug: string) =>
  new DomainError('conflict', 'article.slugFixed', '文章的网址名不能更改', { slug })
export const articleVersionUnknown = (version: number) =>
  new DomainError('notFound', 'article.versionUnknown', '没有找到文章的这个版本', { version })
export const articleNotPublished = () => new DomainError('conflict', 'article.notPublished', '文章没有发布过，不用下架')

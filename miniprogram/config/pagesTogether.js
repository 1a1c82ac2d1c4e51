/** What a page's address begins with, and how webpack is to load it. */
const ways = { pages: 'webpackMode: "eager"', crew: 'webpackChunkName: "crew"' }

/** A loader for the app's entry, in which Taro imports each page by itself. */
module.exports = function pagesTogether(source) {
  return source.replace(
    /\bimport\(\s*("[^"]*\b(pages|crew)\/\w+\/index")\s*\)/g,
    (_, address, part) => `import(/* ${ways[part]} */ ${address})`,
  )
}

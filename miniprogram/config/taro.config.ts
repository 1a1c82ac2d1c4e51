import path from 'node:path'
import { defineConfig } from '@tarojs/cli'

const platform = process.env['TARO_ENV'] ?? 'h5'
/** Where the mini-programs find the hub; the H5 is served by it and needs no address. */
const hubOrigin = platform === 'h5' ? '' : (process.env['HUB_ORIGIN'] ?? 'http://127.0.0.1:9665')

/** Below the project's own folder. */
const outputFolder = process.env['OUTPUT_FOLDER']
  ? path.relative(path.resolve(__dirname, '..'), process.env['OUTPUT_FOLDER'])
  : `dist/${platform}`

// Sizes are real pixels on every platform, so that nobody's text gets smaller than it was meant to be.
const untouchedPixels = { pxtransform: { enable: false, config: {} } }

export default defineConfig({
  projectName: 'water-hub-miniprogram',
  date: '2026-11-24',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
  sourceRoot: 'src',
  outputRoot: outputFolder,
  plugins: [],
  defineConstants: { HUB_ORIGIN: JSON.stringify(hubOrigin) },
  copy: {
    patterns: platform === 'h5' ? [{ from: 'src/crew/shell/crewWorker.js', to: `${outputFolder}/crewWorker.js` }] : [],
    options: {},
  },
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  alias: { '@contract': path.resolve(__dirname, '../../core/contract') },
  // What only the crew's pages need lies in their own package.
  mini: { postcss: untouchedPixels, optimizeMainPackage: { enable: true } },
  h5: {
    publicPath: './',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    output: { filename: 'js/[name].[contenthash:12].js', chunkFilename: 'js/[name].[contenthash:12].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:12].css',
      chunkFilename: 'css/[name].[contenthash:12].css',
    },
    postcss: { ...untouchedPixels, autoprefixer: { enable: true, config: {} } },
    webpackChain(chain) {
      // Taro's web components, and the look of them, are not used: the elements here are HTML.
      const { alias } = chain.resolve
      const others = alias.entries()
      const nothing = (name: string) => path.resolve(__dirname, 'nothing', name)
      // Before the others, one of which is for everything below @tarojs/components.
      alias
        .clear()
        .set('@tarojs/components/global.css', nothing('style.css'))
        .set('@tarojs/components/dist/taro-components/taro-components.css', nothing('style.css'))
        .set('@tarojs/components/dist/components', nothing('components.js'))
        .merge(others)
      // The residents' pages come at once: together they are small, and none is missing when the network is weak.
      // The crew's come together when one of them is opened.
      chain.optimization.set('splitChunks', false)
      chain.module
        .rule('pagesTogether')
        .test(/[\\/]src[\\/]app\.config\.ts$/)
        .enforce('post')
        .use('pagesTogether')
        .loader(path.resolve(__dirname, 'pagesTogether.js'))
    },
  },
})

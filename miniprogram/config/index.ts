export { default } from './taro.config'

import { pages } from './navigation.ts'
export default defineAppConfig({ pages: pages.map((page) => `pages/${page}/index`) })

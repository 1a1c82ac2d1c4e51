import type { Places } from '../places.ts'
import { fields, section } from './section.ts'

export const asteriskConf = (places: Places): string =>
  [
    section(
      'directories',
      fields({
        astetcdir: places.configuration,
        astmoddir: `${places.program}/modules`,
        astvarlibdir: places.state,
        astdbdir: places.state,
        astkeydir: places.state,
        astdatadir: places.data,
        astagidir: places.state,
        astspooldir: places.spool,
        astrundir: places.run,
        astlogdir: places.log,
        astsbindir: places.program,
      }),
    ),
    section(
      'options',
      fields({
        verbose: 0,
        debug: 0,
        nocolor: true,
        hideconnect: true,
        defaultlanguage: 'zh',
        documentation_language: 'en_US',
        // Neither SHELL() nor FILE() nor the like, whatever comes over ARI.
        live_dangerously: false,
      }),
    ),
  ].join('\n')

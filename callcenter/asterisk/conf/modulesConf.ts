import modules from '../modules.json' with { type: 'json' }

/**
 * Nothing is loaded but what is named; what is named has to be there, or Asterisk does not start. What could dial,
 * transfer or run a program (app_dial, res_pjsip_refer, app_system, func_shell, func_env, AMI) is not.
 */
export const modulesConf = (): string =>
  ['[modules]', 'autoload=no', ...modules.map((name) => `require=${name}`), ''].join('\n')

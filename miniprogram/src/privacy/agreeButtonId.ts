/** WeChat and Alipay ask which button the person has agreed with. */
export const agreeButtonId = 'agree-privacy'

/** `138****0001`; what is no mobile number stays as the hub gave it. */
export const maskedPhone = (phone: string): string => phone.replace(/^(\d{3})\d{4}(\d{4})$/, '$1****$2')

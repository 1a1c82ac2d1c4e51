/**
 * Whether the exchange can send media by this candidate of the browser's. It begins its checks only where it is told of
 * one by UDP and IPv4; an answer that names none of these (browsers also gather TCP, IPv6 and `.local` names, in any
 * order) leaves a call without sound for good.
 */
export const isWayForMedia = ({ protocol, address }: Pick<RTCIceCandidate, 'protocol' | 'address'>): boolean =>
  protocol === 'udp' && address !== null && /^\d+(\.\d+){3}$/.test(address)

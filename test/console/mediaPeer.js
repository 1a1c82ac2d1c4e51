// The other end's media, played by the page itself: what an exchange offers and answers.
;(() => {
  const peer = new RTCPeerConnection()
  peer.addTransceiver('audio')
  const gathered = async () => {
    if (peer.iceGatheringState !== 'complete') {
      await new Promise((resolve) => {
        peer.addEventListener('icegatheringstatechange', () => peer.iceGatheringState === 'complete' && resolve())
      })
    }
    return peer.localDescription.sdp
  }
  globalThis.mediaPeer = {
    async offer() {
      await peer.setLocalDescription(await peer.createOffer())
      return gathered()
    },
    accept: (sdp) => peer.setRemoteDescription({ type: 'answer', sdp }),
    async answer(sdp) {
      await peer.setRemoteDescription({ type: 'offer', sdp })
      await peer.setLocalDescription(await peer.createAnswer())
      return gathered()
    },
  }
})()

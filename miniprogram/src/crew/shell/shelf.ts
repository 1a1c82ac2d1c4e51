/** The browser's cache that `crewWorker.js` answers from; it bears the same name there. */
export const shelf = 'crew-shell'

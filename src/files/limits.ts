/** 100 MB: what a file may have at most. */
export const fileLimit = 100 * 1024 * 1024

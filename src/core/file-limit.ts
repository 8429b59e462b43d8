/** Promise: how much a file may hold is said once, for whoever takes, reads or offers to send one. Pure. */

/** 100 MB. */
export const fileLimit = 100 * 1024 * 1024

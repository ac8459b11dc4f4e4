/** A playing route cannot do what it was asked for; answered with 422 and the reason. */
export class PlayError extends Error {}

/** How unknown values stand on the wire: as extensions of MessagePack, the second kind with what is certain about them. */

/** Extension 0 with one byte that says nothing. */
export const PLAIN_UNKNOWN: Uint8Array = Uint8Array.of(0xd4, 0x00, 0x00);

/** The extension whose body is a map of refinements. */
export const REFINED_UNKNOWN = 12;

/** Keys of that map. */
export const REFINEMENT = { isNull: 1, prefix: 2, min: 3, max: 4, minLength: 5, maxLength: 6 } as const;

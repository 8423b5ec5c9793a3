/** The marker that says of an archive that it was copied from another, and how far that is. It stays where it is when that one is copied on. */
export const MOVE_MARKER = 'moved-from';

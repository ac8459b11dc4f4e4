/**
 * BullMQ's own statements name its tables without a schema, so every session looks there first. Ours
 * are always qualified; one that is not would be looked for among BullMQ's tables.
 */
export const searchPath = 'bullmq, public';

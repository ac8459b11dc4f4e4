import type { ColumnType } from 'kysely';
import type { Json, JsonText } from '../json.ts';

/** A `jsonb` column: written through `encodeJson`, read through `decodeJson`. */
export type JsonColumn = ColumnType<Json, JsonText, JsonText>;
export type NullableJson = ColumnType<Json | null, JsonText | null | undefined, JsonText | null>;
/** Optional on insert: null until something is known. */
export type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;
/** A time that the database sets by default. */
export type Stamped = ColumnType<Date, Date | undefined, Date>;

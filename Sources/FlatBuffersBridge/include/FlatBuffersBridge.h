#ifndef FLATBUFFERS_BRIDGE_H
#define FLATBUFFERS_BRIDGE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// FlatBuffers without a schema: tables are built and read by slot number, the position of a field in its table.
/// Nothing here throws or allocates on behalf of file data.

// Building. Children come before their parents; between `fbb_table_start` and `fbb_table_end` only `fbb_add_*`.

typedef struct fbb_builder fbb_builder;

/// Where a finished string, vector or table lies. 0 is none.
typedef uint32_t fbb_offset;

/// A builder that works inside `memory`, which the caller keeps alive and which is left for the heap when it proves
/// too small; with NULL, one that grows on the heap from the start.
fbb_builder *fbb_new(void *memory, size_t capacity);
void fbb_delete(fbb_builder *builder);

fbb_offset fbb_string(fbb_builder *builder, const char *utf8, size_t count);
/// A vector of `count` scalars of `width` bytes each, little endian. The first one lies at a multiple of `alignment`
/// bytes from the start of the file, or of `width` if that is more.
fbb_offset fbb_vector(
    fbb_builder *builder, const void *elements, size_t count, size_t width, size_t alignment);
fbb_offset fbb_vector_of_offsets(fbb_builder *builder, const fbb_offset *offsets, size_t count);

fbb_offset fbb_table_start(fbb_builder *builder);
fbb_offset fbb_table_end(fbb_builder *builder, fbb_offset start);
void fbb_add_8(fbb_builder *builder, uint16_t slot, uint8_t bits);
void fbb_add_16(fbb_builder *builder, uint16_t slot, uint16_t bits);
void fbb_add_32(fbb_builder *builder, uint16_t slot, uint32_t bits);
void fbb_add_64(fbb_builder *builder, uint16_t slot, uint64_t bits);
/// Adds nothing when the offset is 0.
void fbb_add_offset(fbb_builder *builder, uint16_t slot, fbb_offset offset);

/// Makes `root` the root table. `identifier` has four characters.
void fbb_finish(fbb_builder *builder, fbb_offset root, const char *identifier);
/// The finished bytes, which belong to the builder, and how many they are.
const void *fbb_bytes(const fbb_builder *builder);
size_t fbb_size(const fbb_builder *builder);

// Verifying.

/// The largest buffer that 32-bit offsets can address, in bytes.
size_t fbb_maximum_size(void);

/// What a field of a table is.
enum {
  FBB_SCALAR = 0,            ///< `width` bytes
  FBB_STRING = 1,
  FBB_VECTOR = 2,            ///< of scalars of `width` bytes
  FBB_TABLE = 3,             ///< `target` is its description
  FBB_VECTOR_OF_TABLES = 4,  ///< `target` is their description
  FBB_UNION = 5,             ///< its type is in the slot before; `target` describes the union
};

/// The description of one field, or of one member of a union: then `slot` is the member's type number, and `target`
/// its table. Four 32-bit numbers, so that a schema is one array of integers.
typedef struct {
  int32_t slot, kind, width, target;
} fbb_field;

/// Tables and unions by number: the fields of number i are `fields[starts[i]] ..< fields[starts[i + 1]]`.
typedef struct {
  const int32_t *fields;
  const int32_t *starts;
} fbb_schema;

/// Whether every offset, length, string terminator and alignment reachable from the root table (number `root`) is
/// inside the bytes and consistent. After true, the reading functions below are safe on everything the schema names.
/// Union members that the schema does not know are not followed.
int fbb_verify(
    const void *bytes, size_t count, const char *identifier, const fbb_schema *schema, int32_t root);

// Reading verified bytes. Positions count from the first byte.

/// The position of the root table.
size_t fbb_root(const void *bytes);
/// The position of the field in `slot` of the table at `table`, or 0 when it is absent.
size_t fbb_field_position(const void *bytes, size_t table, uint16_t slot);
/// The position that the offset stored at `position` refers to.
size_t fbb_follow(const void *bytes, size_t position);
/// The number of elements of the vector, or of bytes of the string, at `position`; they start 4 bytes later.
size_t fbb_count(const void *bytes, size_t position);

#ifdef __cplusplus
}
#endif

#endif

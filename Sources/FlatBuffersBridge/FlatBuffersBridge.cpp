#include "FlatBuffersBridge.h"

#include <flatbuffers/flatbuffers.h>

#include <cstring>
#include <new>

namespace {

/// Hands out the caller's memory first and the heap when more is asked for.
class BorrowingAllocator final : public flatbuffers::Allocator {
 public:
  BorrowingAllocator(void *memory, size_t capacity)
      : memory_(static_cast<uint8_t *>(memory)), capacity_(capacity) {}

  uint8_t *allocate(size_t size) override {
    if (!lent_ && memory_ && size <= capacity_) {
      lent_ = true;
      return memory_;
    }
    return new uint8_t[size];
  }

  void deallocate(uint8_t *pointer, size_t) override {
    if (pointer != memory_) delete[] pointer;
  }

 private:
  uint8_t *memory_;
  size_t capacity_;
  bool lent_ = false;
};

flatbuffers::voffset_t fieldOffset(int32_t slot) {
  return flatbuffers::FieldIndexToOffset(static_cast<flatbuffers::voffset_t>(slot));
}

/// Walks the tables of one buffer along their description.
class SchemaVerifier {
 public:
  SchemaVerifier(const uint8_t *bytes, size_t count, const fbb_schema &schema)
      : bytes_(bytes), schema_(schema), verifier_(bytes, count, maximumDepth, maximumTables) {}

  bool verifyRoot(const char *identifier, int32_t root, size_t count) {
    if (count < 2 * sizeof(flatbuffers::uoffset_t)) return false;
    if (!flatbuffers::BufferHasIdentifier(bytes_, identifier)) return false;
    const auto offset = verifier_.VerifyOffset(0);
    return offset != 0 && verifyTable(bytes_ + offset, root);
  }

 private:
  static constexpr flatbuffers::uoffset_t maximumDepth = 64;
  /// Bounds the time that tables shared by many parents can cost.
  static constexpr flatbuffers::uoffset_t maximumTables = 1000000;

  fbb_field description(int32_t index) const {
    const int32_t *row = schema_.fields + 4 * static_cast<ptrdiff_t>(index);
    return {row[0], row[1], row[2], row[3]};
  }

  bool verifyTable(const uint8_t *position, int32_t number) {
    if (!verifier_.VerifyTableStart(position)) return false;
    const auto *table = reinterpret_cast<const flatbuffers::Table *>(position);
    for (int32_t i = schema_.starts[number]; i < schema_.starts[number + 1]; ++i) {
      if (!verifyField(*table, description(i))) return false;
    }
    return verifier_.EndTable();
  }

  bool verifyField(const flatbuffers::Table &table, const fbb_field &field) {
    const auto slot = fieldOffset(field.slot);
    if (field.kind == FBB_SCALAR) return verifyScalar(table, slot, field.width);
    if (field.kind == FBB_UNION) {
      const auto typeSlot = fieldOffset(field.slot - 1);
      if (!table.VerifyField<uint8_t>(verifier_, typeSlot, 1)) return false;
    }
    if (!table.VerifyOffset(verifier_, slot)) return false;
    const auto *child = table.GetPointer<const uint8_t *>(slot);
    if (!child) return true;
    switch (field.kind) {
      case FBB_STRING: return verifier_.VerifyString(reinterpret_cast<const flatbuffers::String *>(child));
      case FBB_VECTOR: return verifier_.VerifyVectorOrString(child, static_cast<size_t>(field.width));
      case FBB_TABLE: return verifyTable(child, field.target);
      case FBB_VECTOR_OF_TABLES: return verifyTables(child, field.target);
      case FBB_UNION: return verifyUnion(table, child, field);
      default: return false;
    }
  }

  bool verifyScalar(const flatbuffers::Table &table, flatbuffers::voffset_t slot, int32_t width) {
    switch (width) {
      case 1: return table.VerifyField<uint8_t>(verifier_, slot, 1);
      case 2: return table.VerifyField<uint16_t>(verifier_, slot, 2);
      case 4: return table.VerifyField<uint32_t>(verifier_, slot, 4);
      case 8: return table.VerifyField<uint64_t>(verifier_, slot, 8);
      default: return false;
    }
  }

  bool verifyTables(const uint8_t *vector, int32_t number) {
    if (!verifier_.VerifyVectorOrString(vector, sizeof(flatbuffers::uoffset_t))) return false;
    const auto count = flatbuffers::ReadScalar<flatbuffers::uoffset_t>(vector);
    const auto start = static_cast<size_t>(vector - bytes_) + sizeof(flatbuffers::uoffset_t);
    for (size_t i = 0; i < count; ++i) {
      const auto position = start + i * sizeof(flatbuffers::uoffset_t);
      const auto offset = verifier_.VerifyOffset(position);
      if (offset == 0 || !verifyTable(bytes_ + position + offset, number)) return false;
    }
    return true;
  }

  bool verifyUnion(const flatbuffers::Table &table, const uint8_t *child, const fbb_field &field) {
    const int32_t type = table.GetField<uint8_t>(fieldOffset(field.slot - 1), 0);
    for (int32_t i = schema_.starts[field.target]; i < schema_.starts[field.target + 1]; ++i) {
      const auto member = description(i);
      if (member.slot == type) return verifyTable(child, member.target);
    }
    return true;
  }

  const uint8_t *bytes_;
  const fbb_schema &schema_;
  flatbuffers::Verifier verifier_;
};

const flatbuffers::Table *tableAt(const void *bytes, size_t position) {
  return reinterpret_cast<const flatbuffers::Table *>(static_cast<const uint8_t *>(bytes) + position);
}

}  // namespace

struct fbb_builder {
  fbb_builder(void *memory, size_t capacity)
      : allocator(memory, capacity), buffer(memory ? capacity : size_t(1024), &allocator) {}

  BorrowingAllocator allocator;
  flatbuffers::FlatBufferBuilder buffer;
};

fbb_builder *fbb_new(void *memory, size_t capacity) { return new fbb_builder(memory, capacity); }

void fbb_delete(fbb_builder *builder) { delete builder; }

fbb_offset fbb_string(fbb_builder *builder, const char *utf8, size_t count) {
  return builder->buffer.CreateString(utf8, count).o;
}

fbb_offset fbb_vector(
    fbb_builder *builder, const void *elements, size_t count, size_t width, size_t alignment) {
  if (alignment > 1) builder->buffer.ForceVectorAlignment(count, width, alignment);
  uint8_t *destination = nullptr;
  const auto offset = builder->buffer.CreateUninitializedVector(count, width, &destination);
  if (count > 0) std::memcpy(destination, elements, count * width);
  return offset;
}

fbb_offset fbb_vector_of_offsets(fbb_builder *builder, const fbb_offset *offsets, size_t count) {
  auto &buffer = builder->buffer;
  buffer.StartVector(count, sizeof(fbb_offset));
  for (size_t i = count; i > 0; --i) buffer.PushElement(flatbuffers::Offset<void>(offsets[i - 1]));
  return buffer.EndVector(count);
}

fbb_offset fbb_table_start(fbb_builder *builder) { return builder->buffer.StartTable(); }

fbb_offset fbb_table_end(fbb_builder *builder, fbb_offset start) { return builder->buffer.EndTable(start); }

void fbb_add_8(fbb_builder *builder, uint16_t slot, uint8_t bits) {
  builder->buffer.AddElement(fieldOffset(slot), bits);
}

void fbb_add_16(fbb_builder *builder, uint16_t slot, uint16_t bits) {
  builder->buffer.AddElement(fieldOffset(slot), bits);
}

void fbb_add_32(fbb_builder *builder, uint16_t slot, uint32_t bits) {
  builder->buffer.AddElement(fieldOffset(slot), bits);
}

void fbb_add_64(fbb_builder *builder, uint16_t slot, uint64_t bits) {
  builder->buffer.AddElement(fieldOffset(slot), bits);
}

void fbb_add_offset(fbb_builder *builder, uint16_t slot, fbb_offset offset) {
  builder->buffer.AddOffset(fieldOffset(slot), flatbuffers::Offset<void>(offset));
}

void fbb_finish(fbb_builder *builder, fbb_offset root, const char *identifier) {
  builder->buffer.Finish(flatbuffers::Offset<void>(root), identifier);
}

const void *fbb_bytes(const fbb_builder *builder) { return builder->buffer.GetBufferPointer(); }

size_t fbb_size(const fbb_builder *builder) { return builder->buffer.GetSize(); }

size_t fbb_maximum_size(void) { return FLATBUFFERS_MAX_BUFFER_SIZE - 1; }

int fbb_verify(
    const void *bytes, size_t count, const char *identifier, const fbb_schema *schema, int32_t root) {
  if (count > fbb_maximum_size()) return 0;
  SchemaVerifier verifier(static_cast<const uint8_t *>(bytes), count, *schema);
  return verifier.verifyRoot(identifier, root, count) ? 1 : 0;
}

size_t fbb_root(const void *bytes) { return fbb_follow(bytes, 0); }

size_t fbb_field_position(const void *bytes, size_t table, uint16_t slot) {
  const auto offset = tableAt(bytes, table)->GetOptionalFieldOffset(fieldOffset(slot));
  return offset ? table + offset : 0;
}

size_t fbb_follow(const void *bytes, size_t position) {
  return position + flatbuffers::ReadScalar<flatbuffers::uoffset_t>(static_cast<const uint8_t *>(bytes) + position);
}

size_t fbb_count(const void *bytes, size_t position) {
  return flatbuffers::ReadScalar<flatbuffers::uoffset_t>(static_cast<const uint8_t *>(bytes) + position);
}

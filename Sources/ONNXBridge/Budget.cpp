#include <google/protobuf/wire_format_lite.h>

#include "Messages.hpp"

namespace {

using google::protobuf::internal::WireFormatLite;

/// About half a gigabyte once parsed. The largest language models have a tenth of it.
constexpr size_t kMaximumItems = 1 << 21;

/// As deep as protobuf itself goes.
constexpr int kMaximumDepth = 100;

enum class Message { model, graph, function, node, attribute, valueInfo, type, typed, element, map, flat };

/// The fields that hold messages which hold messages. What is inside others is counted as a field of theirs.
struct Child {
  Message parent;
  int field;
  Message message;
};

constexpr Child kChildren[] = {
    {Message::model, 7, Message::graph},      {Message::model, 25, Message::function},
    {Message::graph, 1, Message::node},       {Message::graph, 5, Message::flat},
    {Message::graph, 11, Message::valueInfo}, {Message::graph, 12, Message::valueInfo},
    {Message::graph, 13, Message::valueInfo}, {Message::graph, 15, Message::flat},
    {Message::function, 7, Message::node},    {Message::function, 11, Message::attribute},
    {Message::function, 12, Message::valueInfo},
    {Message::node, 5, Message::attribute},   {Message::attribute, 5, Message::flat},
    {Message::attribute, 6, Message::graph},  {Message::attribute, 10, Message::flat},
    {Message::attribute, 11, Message::graph}, {Message::attribute, 14, Message::type},
    {Message::attribute, 15, Message::type},  {Message::valueInfo, 2, Message::type},
    {Message::type, 1, Message::typed},       {Message::type, 8, Message::typed},
    {Message::type, 4, Message::element},     {Message::type, 9, Message::element},
    {Message::type, 5, Message::map},         {Message::typed, 2, Message::flat},
    {Message::element, 1, Message::type},     {Message::map, 2, Message::type},
};

const Child *child(Message parent, int field) {
  for (const Child &candidate : kChildren) {
    if (candidate.parent == parent && candidate.field == field) return &candidate;
  }
  return nullptr;
}

/// Adds up a message's length-delimited fields. False when there are too many; a broken encoding ends the
/// count and is left for the parser to report.
bool count(google::protobuf::io::CodedInputStream &stream, Message message, int depth, size_t &items) {
  while (const uint32_t tag = stream.ReadTag()) {
    if (WireFormatLite::GetTagWireType(tag) != WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      if (!WireFormatLite::SkipField(&stream, tag)) return true;
      continue;
    }
    if (++items > kMaximumItems) return false;
    int length = 0;
    if (!stream.ReadVarintSizeAsInt(&length)) return true;
    const Child *const inner = child(message, WireFormatLite::GetTagFieldNumber(tag));
    if (inner && depth < kMaximumDepth) {
      const auto limit = stream.PushLimit(length);
      if (!count(stream, inner->message, depth + 1, items)) return false;
      const bool complete = stream.BytesUntilLimit() == 0;
      stream.PopLimit(limit);
      if (!complete) return true;
    } else if (!stream.Skip(length)) {
      return true;
    }
  }
  return true;
}

}  // namespace

bool bridge::isWithinBudget(google::protobuf::io::ZeroCopyInputStream &input) {
  google::protobuf::io::CodedInputStream stream(&input);
  size_t items = 0;
  return count(stream, Message::model, 0, items);
}

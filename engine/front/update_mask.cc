#include "engine/front/update_mask.h"

#include <google/protobuf/util/field_mask_util.h>

#include <algorithm>
#include <string>

namespace mutua::front {

using google::protobuf::util::FieldMaskUtil;

void ApplyMask(Reading& in, const google::protobuf::FieldMask& mask,
               const google::protobuf::Message& sent, std::initializer_list<std::string_view> fixed,
               google::protobuf::Message* shown) {
  constexpr size_t kPathsMost = 100;
  const Path path("update_mask");
  if (!in.Count(mask.paths_size(), kPathsMost, true, path)) return;
  for (const std::string& name : mask.paths()) {
    const std::string_view first = std::string_view(name).substr(0, name.find('.'));
    if (std::find(fixed.begin(), fixed.end(), first) != fixed.end()) {
      return in.Object({.subject = "update_mask: " + name, .flaw = Flaw::kNotHere, .at = {}});
    }
    if (!FieldMaskUtil::GetFieldDescriptors(sent.GetDescriptor(), name, nullptr)) {
      return in.Object(
          {.subject = "update_mask: " + name.substr(0, 100), .flaw = Flaw::kBadForm, .at = {}});
    }
  }
  if (!in.ok()) return;
  FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  FieldMaskUtil::MergeMessageTo(sent, mask, options, shown);
}

}  // namespace mutua::front

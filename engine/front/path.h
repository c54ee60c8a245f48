// Where in a request something is: "spec.wants[3].resource". A chain of frames on the stack, turned
// into text only when there is something to complain about.
#pragma once

#include <string>

namespace mutua::front {

class Path {
 public:
  // Of a field of the request; "" for the request itself.
  explicit Path(const char* name) : name_(name) {}
  Path(const Path& parent, const char* name) : parent_(&parent), name_(name) {}
  // An element of a repeated field.
  Path(const Path& parent, const char* name, size_t index)
      : parent_(&parent), name_(name), index_(static_cast<int>(index)) {}
  Path(const char* name, size_t index) : name_(name), index_(static_cast<int>(index)) {}

  std::string ToString() const {
    std::string text = parent_ != nullptr ? parent_->ToString() : std::string();
    if (!text.empty()) text += '.';
    text += name_;
    if (index_ >= 0) text += "[" + std::to_string(index_) + "]";
    return text;
  }

 private:
  const Path* parent_ = nullptr;
  const char* name_;
  int index_ = -1;
};

}  // namespace mutua::front

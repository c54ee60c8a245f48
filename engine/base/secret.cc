#include "engine/base/secret.h"

#include <sodium.h>

#include <ostream>
#include <utility>

namespace mutua {
namespace {

constexpr std::string_view kShown = "***";

void WipeText(std::string& text) {
  // What was longer once may lie behind the end.
  text.resize(text.capacity());
  sodium_memzero(text.data(), text.size());
  text.clear();
}

}  // namespace

bool operator==(SecretView a, SecretView b) {
  return a.size() == b.size() && sodium_memcmp(a.Reveal().data(), b.Reveal().data(), a.size()) == 0;
}

std::ostream& operator<<(std::ostream& out, SecretView) { return out << kShown; }
std::ostream& operator<<(std::ostream& out, const Secret&) { return out << kShown; }

Secret::Secret(std::string&& text) : text_(std::make_unique<std::string>(std::move(text))) {
  WipeText(text);
}

Secret& Secret::operator=(const Secret& other) {
  if (this == &other) return *this;
  Wipe();
  text_ = other.text_ == nullptr ? nullptr : std::make_unique<std::string>(*other.text_);
  return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  Wipe();
  text_ = std::move(other.text_);
  return *this;
}

const std::string& Secret::Reveal() const {
  static const std::string kNone;
  return text_ == nullptr ? kNone : *text_;
}

void Secret::Wipe() {
  if (text_ != nullptr) WipeText(*text_);
  text_.reset();
}

}  // namespace mutua

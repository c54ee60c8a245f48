// What signs somebody in, or opens something: passwords, PINs, codes, numbers of badges, tokens,
// keys. A text that prints as ***, that is compared in a time which tells nothing, and that is
// wiped when it goes. What is inside is had by name alone: Reveal(), at the few places that hash
// it, hand it to whom it is for, or send it.
//
// Values. Thread-bound.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

namespace mutua {

// Of somebody else's bytes, which outlive it: a parameter.
class SecretView {
 public:
  // From any text: hiding one needs no care, revealing it does.
  constexpr SecretView(std::string_view text) : text_(text) {}
  constexpr SecretView(const char* text) : text_(text) {}
  SecretView(const std::string& text) : text_(text) {}

  constexpr std::string_view Reveal() const { return text_; }
  constexpr size_t size() const { return text_.size(); }
  constexpr bool empty() const { return text_.empty(); }

 private:
  std::string_view text_;
};

// As long as the longer of both takes, wherever they differ; their lengths may be told.
bool operator==(SecretView a, SecretView b);
std::ostream& operator<<(std::ostream& out, SecretView secret);

// Its own bytes.
class Secret {
 public:
  Secret() = default;
  // What is moved in is wiped where it was.
  explicit Secret(std::string&& text);
  Secret(const Secret& other) { *this = other; }
  Secret(Secret&& other) noexcept = default;
  Secret& operator=(const Secret& other);
  Secret& operator=(Secret&& other) noexcept;
  ~Secret() { Wipe(); }

  // Good until it changes or goes.
  const std::string& Reveal() const;
  size_t size() const { return Reveal().size(); }
  bool empty() const { return Reveal().empty(); }
  operator SecretView() const { return Reveal(); }

 private:
  void Wipe();

  // A string of its own on the heap: a short one would leave its characters behind where it was
  // moved from.
  std::unique_ptr<std::string> text_;
};

inline bool operator==(const Secret& a, const Secret& b) { return SecretView(a) == SecretView(b); }
std::ostream& operator<<(std::ostream& out, const Secret& secret);

}  // namespace mutua

// What an input came to, in words: by this a corpus is chosen. Two inputs that are refused in
// different words, or accepted in different shapes, went different ways through the code.
//
// Thread-bound. Under libFuzzer, which sees the ways themselves, nothing is kept.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"

namespace mutua::fuzz {

// Of the input that was tried last.
inline std::set<std::string> came_to;

inline void CameTo([[maybe_unused]] std::string words) {
#ifndef MUTUA_LIBFUZZER
  came_to.insert(std::move(words));
#endif
}

// The first words of a text that are in small letters: what else it has, numbers and names, is
// mostly the input's own.
inline std::string SentenceOf(std::string_view text) {
  constexpr int kWordsMost = 8;
  std::string sentence;
  std::string word;
  int words = 0;
  bool plain = true;
  const auto end = [&] {
    if (plain && word.size() > 1) {
      sentence += word + " ";
      ++words;
    }
    word.clear();
    plain = true;
  };
  for (const char c : text) {
    if (words == kWordsMost) break;
    const bool is_small = c >= 'a' && c <= 'z';
    const bool separates = c == ' ' || c == '"' || c == ':' || c == ',' || c == ';' || c == '\n';
    if (separates) {
      end();
    } else {
      word += c;
      plain = plain && (is_small || c == '_');
    }
  }
  end();
  return sentence;
}

inline void CameTo(const absl::Status& status) {
  CameTo(SentenceOf(std::string(status.message())));
}

}  // namespace mutua::fuzz

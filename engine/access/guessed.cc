// Passwords that are easily guessed: what is left of one when all is taken out of it that people
// choose by the thousand.
#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <string_view>

#include "engine/access/password.h"

namespace mutua::access {
namespace {

// In lower case, of ASCII; four letters at least, so that little is taken out of what means
// nothing.
constexpr std::string_view kCommon[] = {
#include "engine/access/common_words.inc"
};

// Along the rows of keyboards, and as they are learned.
constexpr std::string_view kRows[] = {
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
};
constexpr size_t kRunLeast = 4;
constexpr size_t kNameLeast = 3;
constexpr size_t kDifferentLeast = 5;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

std::string InLowerCase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  return lower;
}

// The letter that a sign is put for, "p@ssw0rd".
char Meant(char c) {
  switch (c) {
    case '@':
    case '4':
      return 'a';
    case '0':
      return 'o';
    case '1':
    case '!':
      return 'i';
    case '3':
      return 'e';
    case '$':
    case '5':
      return 's';
    case '7':
      return 't';
    default:
      return c;
  }
}

// How much of the front of `text` lies side by side in a row, forward or backward, or is one
// character again and again; less than kRunLeast counts for nothing.
size_t RunIn(std::string_view text) {
  size_t most = 1;
  while (most < text.size() && text[most] == text[0]) ++most;
  for (const std::string_view row : kRows) {
    for (const int step : {1, -1}) {
      size_t at = row.find(text[0]);
      size_t length = at == std::string_view::npos ? 0 : 1;
      while (length > 0 && length < text.size()) {
        at += static_cast<size_t>(step);
        if (at >= row.size() || row[at] != text[length]) break;
        ++length;
      }
      most = std::max(most, length);
    }
  }
  return most >= kRunLeast ? most : 0;
}

// 1930 to 2039.
size_t YearIn(std::string_view text) {
  if (text.size() < 4) return 0;
  const auto digit = [&](size_t at, char least, char most) {
    return text[at] >= least && text[at] <= most;
  };
  const bool last = text.starts_with("19") && digit(2, '3', '9');
  const bool ours = text.starts_with("20") && digit(2, '0', '3');
  return (last || ours) && digit(3, '0', '9') ? 4 : 0;
}

size_t WordIn(std::string_view text, std::string_view word) {
  return text.starts_with(word) ? word.size() : 0;
}

// What is taken out at the front of `text`, or of `meant`, which is as long; 0: nothing is.
size_t TakenFrom(std::string_view text, std::string_view meant,
                 const std::vector<std::string>& own) {
  size_t most = std::max(RunIn(text), YearIn(text));
  for (const std::string_view word : kCommon) {
    most = std::max({most, WordIn(text, word), WordIn(meant, word)});
  }
  for (const std::string& word : own) most = std::max(most, WordIn(text, word));
  return most;
}

bool HasFewDifferent(std::string_view text) {
  std::bitset<256> seen;
  for (const char c : text) seen.set(static_cast<unsigned char>(c));
  return seen.count() < kDifferentLeast;
}

// A short text again and again.
bool Repeats(std::string_view text) {
  const size_t most = std::min(text.size() / 2, kPasswordBytesLeast - 1);
  for (size_t period = 1; period <= most; ++period) {
    if (text.substr(period) == text.substr(0, text.size() - period)) return true;
  }
  return false;
}

// Names whole and word by word, "Lea Martin" and "lea-martin" alike.
std::vector<std::string> WordsOf(const std::vector<std::string>& names) {
  std::vector<std::string> words;
  for (const std::string& name : names) {
    const std::string lower = InLowerCase(name);
    if (!lower.empty()) words.push_back(lower);
    for (size_t from = 0; from < lower.size();) {
      const size_t end = std::min(lower.find_first_of(" -_.'", from), lower.size());
      if (end - from >= kNameLeast) words.push_back(lower.substr(from, end - from));
      from = end + 1;
    }
  }
  return words;
}

}  // namespace

bool IsEasilyGuessed(SecretView password, const std::vector<std::string>& own) {
  const std::string text = InLowerCase(password.Reveal());
  if (HasFewDifferent(text) || Repeats(text)) return true;
  std::string meant = text;
  std::transform(meant.begin(), meant.end(), meant.begin(), Meant);
  const std::vector<std::string> words = WordsOf(own);
  std::string left;
  for (size_t at = 0; at < text.size();) {
    const size_t taken =
        TakenFrom(std::string_view(text).substr(at), std::string_view(meant).substr(at), words);
    if (taken == 0) left += text[at];
    at += std::max<size_t>(taken, 1);
  }
  if (left.size() == text.size()) return false;
  return left.size() < kPasswordBytesLeast / 2 || HasFewDifferent(left);
}

}  // namespace mutua::access

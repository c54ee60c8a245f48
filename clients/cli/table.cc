#include "clients/cli/table.h"

#include <algorithm>
#include <cstdint>

namespace mutua::cli {
namespace {

// The code point at *at, moved past; a byte that begins none counts as one.
uint32_t Next(std::string_view text, size_t* at) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(i < text.size() ? text[i] : 0); };
  const uint8_t lead = byte(*at);
  const size_t length = lead < 0x80    ? 1
                        : lead >= 0xf0 ? 4
                        : lead >= 0xe0 ? 3
                        : lead >= 0xc0 ? 2
                                       : 1;
  uint32_t point = length == 1 ? lead : lead & (0xffu >> (length + 1));
  for (size_t i = 1; i < length; ++i) point = point << 6 | (byte(*at + i) & 0x3f);
  *at += length;
  return point;
}

size_t WidthOf(uint32_t point) {
  if (point >= 0x300 && point <= 0x36f) return 0;
  const bool wide = (point >= 0x1100 && point <= 0x115f) || (point >= 0x2e80 && point <= 0xa4cf) ||
                    (point >= 0xac00 && point <= 0xd7a3) || (point >= 0xf900 && point <= 0xfaff) ||
                    (point >= 0xff00 && point <= 0xff60) || (point >= 0x1f300 && point <= 0x1faff);
  return wide ? 2 : 1;
}

}  // namespace

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) width += WidthOf(Next(text, &at));
  return width;
}

std::string Table::Format(Style style, bool colour) const {
  std::string out;
  if (style == Style::kTsv) {
    for (const auto& row : rows_) {
      for (size_t i = 0; i < row.size(); ++i) out += (i == 0 ? "" : "\t") + row[i];
      out += '\n';
    }
    return out;
  }
  std::vector<size_t> widths(heads_.size());
  for (size_t i = 0; i < heads_.size(); ++i) {
    widths[i] = DisplayWidth(heads_[i]);
    for (const auto& row : rows_) {
      if (i < row.size()) widths[i] = std::max(widths[i], DisplayWidth(row[i]));
    }
  }
  const auto line = [&](const std::vector<std::string>& row) {
    std::string text;
    for (size_t i = 0; i < row.size(); ++i) {
      text += row[i];
      if (i + 1 < row.size()) text += std::string(widths[i] - DisplayWidth(row[i]) + 2, ' ');
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
  };
  out += colour ? "\033[1m" + line(heads_) + "\033[0m\n" : line(heads_) + "\n";
  for (const auto& row : rows_) out += line(row) + "\n";
  return out;
}

}  // namespace mutua::cli

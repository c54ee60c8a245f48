// Rows for people and for scripts: aligned by display width on a terminal, tab-separated otherwise
// or when asked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mutua::cli {

enum class Style { kTable, kTsv, kJson };

class Table {
 public:
  explicit Table(std::vector<std::string> heads) : heads_(std::move(heads)) {}
  void Add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  std::string Format(Style style, bool colour) const;

 private:
  std::vector<std::string> heads_;
  std::vector<std::vector<std::string>> rows_;
};

// Columns that a terminal uses for it: code points, combining marks not counted, wide ones twice.
size_t DisplayWidth(std::string_view text);

}  // namespace mutua::cli

// A table of records by ascending id: pages of records, so that a look-up is two indexings,
// addresses do not move, and memory follows what is live (an empty page is given back).
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/check.h"

namespace mutua::core {

template <class IdType, class Record>
class Table {
 public:
  Table() = default;
  Table(const Table& other) : size_(other.size_) {
    pages_.reserve(other.pages_.size());
    for (const auto& page : other.pages_) {
      pages_.push_back(page ? std::make_unique<Page>(*page) : nullptr);
    }
  }
  Table& operator=(const Table&) = delete;
  Table(Table&&) = default;
  Table& operator=(Table&&) = default;

  // Borrowed until the record is erased; null where there is none.
  const Record* Find(IdType id) const {
    const size_t page = static_cast<size_t>(id.value()) / kPageSize;
    if (page >= pages_.size() || !pages_[page]) return nullptr;
    const auto& record = pages_[page]->records[static_cast<size_t>(id.value()) % kPageSize];
    return record ? &*record : nullptr;
  }

  void Put(IdType id, Record record) {
    const size_t page = static_cast<size_t>(id.value()) / kPageSize;
    if (page >= pages_.size()) pages_.resize(page + 1);
    if (!pages_[page]) pages_[page] = std::make_unique<Page>();
    auto& place = pages_[page]->records[static_cast<size_t>(id.value()) % kPageSize];
    if (!place) {
      ++pages_[page]->live;
      ++size_;
    }
    place = std::move(record);
  }

  // Precondition: it is there.
  void Erase(IdType id) {
    const size_t page = static_cast<size_t>(id.value()) / kPageSize;
    MUTUA_CHECK(Find(id) != nullptr);
    pages_[page]->records[static_cast<size_t>(id.value()) % kPageSize].reset();
    --size_;
    if (--pages_[page]->live == 0) pages_[page].reset();
  }

  // Ascending by id. The visited record must not be erased meanwhile.
  template <class Visit>
  void ForEach(Visit visit) const {
    for (const auto& page : pages_) {
      if (!page) continue;
      for (const auto& record : page->records) {
        if (record) visit(*record);
      }
    }
  }

  size_t size() const { return size_; }

 private:
  static constexpr size_t kPageSize = 64;
  struct Page {
    std::array<std::optional<Record>, kPageSize> records;
    size_t live = 0;
  };
  std::vector<std::unique_ptr<Page>> pages_;
  size_t size_ = 0;
};

}  // namespace mutua::core

// JSON that a provider wrote, or whoever speaks for one: what is copied and printed of it later
// goes as deep as it is nested, so that its depth is bounded before it is read. Its size is bounded
// where it is fetched (fetch.h).
//
// Total on any bytes. Thread-safe: no state.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace mutua::front::openid {

// Lists and objects within each other: metadata, key sets and claims have three or four levels.
inline constexpr size_t kJsonDepthMost = 32;

// Discarded (is_discarded): it is no JSON, or too deep.
nlohmann::json ReadJson(std::string_view text);

}  // namespace mutua::front::openid

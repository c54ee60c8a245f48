// A method of the contract, found by its path in the descriptors of this program, and its messages
// in JSON. The only place that knows types, by name.
//
// Thread-safe: no state.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::front::http {

struct Method {
  std::string path;  // "/mutua.v1.BookingsService/GetBooking"
  bool streams = false;
  std::string request;  // full names of the messages
  std::string response;
};

// Nullopt: the contract has no such method.
std::optional<Method> FindMethod(const std::string& path);

struct Converted {
  std::string text;
  std::string wrong;  // a sentence when it cannot be read
};
// proto3 JSON to the bytes of the message of that full name, and back: default values are left out,
// unknown names are an error.
Converted BytesOfJson(const std::string& message, std::string_view json);
Converted JsonOfBytes(const std::string& message, std::string_view bytes);

// A detail of an error.
struct Detail {
  std::string type;   // full name
  std::string value;  // serialized
};
// Of a serialized google.rpc.Status.
std::vector<Detail> DetailsOf(std::string_view status);

}  // namespace mutua::front::http

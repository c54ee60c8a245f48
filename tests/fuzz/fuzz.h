// What a fuzzer of this folder is: one function that must hold its promises on any bytes, and a few
// inputs to begin with. It is linked twice: with libFuzzer in the fuzz preset, and with
// mutate_main.cc as a test.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

// Aborts when a promise is broken; always returns 0. The name is libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size);

namespace mutua::fuzz {

// Well-formed inputs, to be changed into others.
std::vector<std::string> Seeds();

}  // namespace mutua::fuzz

// doctest's assertions outside of a test case, for a program that uses what tests use: the first
// one that fails aborts.
#pragma once

#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>

namespace mutua {

class AssertsAnywhere {
 public:
  AssertsAnywhere() {
    context_.setAsDefaultForAssertsOutOfTestCases();
    context_.setAssertHandler([](const doctest::AssertData& failed) {
      std::fprintf(stderr, "%s:%d: %s\n", failed.m_file, failed.m_line, failed.m_expr);
      std::abort();
    });
  }

 private:
  doctest::Context context_;
};

}  // namespace mutua

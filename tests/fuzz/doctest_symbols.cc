// Where a precompiled header holds doctest, every object refers to its symbols, and a lab of tests
// asserts with it: the fuzzers link them from here.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

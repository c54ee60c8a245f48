// Where the precompiled header of a sanitizer build holds doctest, every object refers to doctest's
// symbols: the fuzzers, which use none of it, link them from here.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

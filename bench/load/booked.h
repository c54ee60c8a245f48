// What a daemon acknowledged, in a file: for the comparison with what it has when it was killed.
#pragma once

#include <string>

#include "bench/load/clients.h"
#include "bench/load/paced.h"

namespace mutua::load {

// Adds to the file what the booker was told.
void KeepBooked(const PacedBooker& booker, const std::string& path);

// Compares all of the file with what the daemon has: every acknowledged booking is there, and
// nothing that was refused. Prints one JSON object; the exit code of a program.
int CheckBooked(const Options& options, const std::string& path);

}  // namespace mutua::load

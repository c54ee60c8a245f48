// What the bench found: a table to read, a CSV, pictures.
#pragma once

#include <string>
#include <vector>

#include "bench/fairness/metrics.h"

namespace mutua::bench::fairness {

// One rule on one input. What does not apply is negative, and shown as "-".
struct Row {
  std::string input;
  std::string rule;
  Figures figures;
  double accepted = -1;  // stays: FAIRSHARE.md 9's columns
  double least_accepted = -1;
  int64_t run_of_refusals = -1;
  int64_t units = -1;  // accepted
  double units_of_first_come = -1;
  int64_t misreport = -1;  // units gained by the best one in the small cases
};

std::string Table(const std::vector<Row>& rows);
std::string Csv(const std::vector<Row>& rows);

struct Series {
  std::string name;
  std::vector<double> values;  // at equal distances
};
// Lines over equal distances, as an SVG; `labels`: below them, one for each value or none.
std::string Plot(const std::string& title, const std::vector<Series>& all,
                 const std::vector<std::string>& labels);

}  // namespace mutua::bench::fairness
